package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTest {

    private final List<String> asked = new ArrayList<>();

    /** A policy whose name server answers every name with {@code addresses}. */
    private NetworkPolicy policy(List<String> allowed, String... addresses) {
        return new NetworkPolicy("weighbridge.sources.allowed-networks", allowed, name -> {
            asked.add(name);
            InetAddress[] answer = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                answer[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return answer;
        });
    }

    private static IngestionException refusal(NetworkPolicy policy, String host) {
        IngestionException[] caught = new IngestionException[1];
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> policy.resolve(host)).satisfies(failed -> caught[0] = failed);
        assertThat(caught[0].kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        assertThat(caught[0].getMessage()).startsWith("Could not connect to '").endsWith(".");
        return caught[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255",
            "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2002:101:101::1",
            "64:ff9b::1.1.1.1", "::ffff:1.1.1.1"})
    void reachesThePublicInternet(String address) throws UnknownHostException {
        assertThat(policy(List.of()).resolve(address)).containsExactly(InetAddress.ofLiteral(address));
        assertThat(policy(List.of(), address).resolve("hub.example")).containsExactly(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0,unspecified", "0.1.2.3,unspecified", "10.0.0.0,private", "10.255.255.255,private", "100.64.0.0,carrier-internal",
            "100.127.255.255,carrier-internal", "127.0.0.1,loopback", "127.255.255.254,loopback", "169.254.0.1,link-local",
            "172.16.0.0,private",
            "172.31.255.255,private", "192.168.0.0,private", "192.168.255.255,private", "198.18.0.1,reserved", "192.0.2.1,reserved",
            "224.0.0.1,multicast", "239.255.255.255,multicast", "240.0.0.1,reserved", "255.255.255.255,reserved",
            "::,unspecified", "::1,loopback", "fe80::1,link-local", "febf::1,link-local", "fc00::1,private", "fdff::1,private",
            "fec0::1,private",
            "ff02::1,multicast", "2001:db8::1,reserved", "::ffff:127.0.0.1,loopback", "::ffff:10.0.0.1,private", "::10.0.0.1,private",
            "::127.0.0.1,loopback", "64:ff9b::10.0.0.1,private", "64:ff9b:1::10.0.0.1,private", "64:ff9b::7f00:1,loopback",
            "2002:7f00:1::,loopback",
            "2002:c0a8:101::1,private", "2001:0:4136:e378:8000:63bf:3fff:fdd2,tunnelled", "2606:4700::5efe:10.0.0.1,private",
            "::ffff:7f00:1,loopback", "0:0:0:0:0:ffff:a00:1,private", "::ffff:0:127.0.0.1,reserved",
            "4000::1,reserved", "1fff::1,reserved", "2001:1ff::1,reserved", "2002:a00:1::1,private", "64:ff9b::c0a8:101,private",
            "64:ff9b:1:7f00:0:100::,private", "192.88.99.1,reserved"})
    void refusesWhatIsNotPublicAsALiteralAndBehindAName(String address, String word) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(refusal(policy(List.of()), host).getMessage()).contains("a " + word + " address")
                .contains("weighbridge.sources.allowed-networks");
        assertThat(refusal(policy(List.of(), address), "hub.example").getMessage()).contains("'hub.example'")
                .contains("a " + word + " address");
        assertThat(refusal(policy(List.of(), "1.1.1.1", address), "hub.example").getMessage()).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.01",
            "127.0.0.1.5", "1.1.1.256",
            "0x", "1.2.3.0x4", "017700000001", "::ffff:0x7f.1", "fe80::1%eth0", "[::1%251]", "[1.1.1.1]:80", "", "."})
    void refusesAddressesInOddFormsWithoutAskingAnybody(String host) {
        refusal(policy(List.of("0.0.0.0/0", "::/0"), "1.1.1.1"), host);
        assertThat(asked).isEmpty();
    }

    @Test
    void readsANameLikeTheNameServerDoes() throws UnknownHostException {
        policy(List.of(), "1.1.1.1").resolve("HUB.Example.");
        assertThat(asked).containsExactly("hub.example");
        refusal(policy(List.of()), "127.0.0.1.");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.1.2.3", "10.1.2.3,10.1.2.3", "10.1.2.0/31,10.1.2.1", "127.0.0.0/8,127.0.0.1", "::1,::1", "fd00::/8,fd12::1",
            "10.0.0.0/8,64:ff9b::10.1.2.3", "64:ff9b::/96,64:ff9b::10.1.2.3", "0.0.0.0/0,192.168.1.1"})
    void reachesTheNetworksThatAreAllowed(String allowed, String address) throws UnknownHostException {
        assertThat(policy(List.of(allowed)).resolve(address)).hasSize(1);
        assertThat(policy(List.of(allowed), address).resolve("nas.example")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/9,10.128.0.0", "10.1.2.3,10.1.2.4", "10.1.2.0/31,10.1.2.2", "fd00::/16,fd01::1", "nas.example,10.1.2.3"})
    void refusesWhatLiesBesideTheNetworksThatAreAllowed(String allowed, String address) {
        refusal(policy(List.of(allowed)), address);
        refusal(policy(List.of(allowed), address), "other.example");
    }

    @Test
    void reachesAnAllowedNameWhateverItsAddressIs() throws UnknownHostException {
        NetworkPolicy policy = policy(List.of("NAS.example"), "10.1.2.3");
        assertThat(policy.resolve("nas.Example")).hasSize(1);
        refusal(policy, "sub.nas.example");
        refusal(policy, "10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254",
                    "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::1", "::169.254.169.254", "::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:a9fe:a9fe",
                    "::ffff:0:a9fe:a9fe",
                    "64:ff9b:1::a9fe:a9fe", "64:ff9b:1:a9fe:a9:fe00::", "64:ff9b:1:aaa9:fe:a9fe::", "64:ff9b:1:aaaa:a9:fea9:fe00:0",
                    "2606:4700::5efe:a9fe:a9fe", "2606:4700::200:5efe:a9fe:a9fe"})
    void neverReachesCloudMetadata(String address) {
        List<String> everything = List.of("0.0.0.0/0", "::/0", address, "metadata.example", "169.254.169.254");
        assertThat(refusal(policy(everything), address).getMessage()).contains("never allowed");
        assertThat(refusal(policy(everything, address), "metadata.example").getMessage()).contains("never allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.google.internal", "METADATA.google.internal.", "metadata.goog", "instance-data.ec2.internal",
            "metadata.tencentyun.com"})
    void neverReachesCloudMetadataByItsName(String name) {
        assertThat(refusal(policy(List.of("0.0.0.0/0", "metadata.google.internal"), "1.1.1.1"), name).getMessage())
                .contains("never allowed");
        assertThat(asked).isEmpty();
    }

    @Test
    void leavesANameThatNobodyKnowsHereToWhoConnects() throws UnknownHostException {
        var lost = new NetworkPolicy("test.allowed", List.of(), name -> {
            throw new UnknownHostException(name);
        });
        lost.checkFromAfar("hub.example");
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> lost.resolve("hub.example"));
        for (String host : List.of("metadata.google.internal", "10.0.0.1", "0x7f.1", "[::ffff:a9fe:a9fe]")) {
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> lost.checkFromAfar(host));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "::/129", "http://nas", "nas.example:80", "2130706433", "", "a b",
            "10.0.0.0/-1"})
    void refusesSettingsThatItCannotRead(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(List.of(entry)))
                .withMessageContaining("weighbridge.sources.allowed-networks").withMessageContaining("'" + entry + "'");
    }
}
