package dev.weighbridge.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that are not the public internet, from IANA's special-purpose address registries for IPv4 and IPv6, and those at which clouds
 * hand out credentials to whoever asks.
 */
final class SpecialRanges {

    private static final Map<AddressRange, String> NOT_PUBLIC = table(
            "0.0.0.0/8", "unspecified", "10.0.0.0/8", "private", "100.64.0.0/10", "carrier-internal", "127.0.0.0/8", "loopback",
            "169.254.0.0/16", "link-local", "172.16.0.0/12", "private", "192.0.0.0/24", "reserved", "192.0.2.0/24", "reserved",
            "192.88.99.0/24", "reserved", "192.168.0.0/16", "private", "198.18.0.0/15", "reserved", "198.51.100.0/24", "reserved",
            "203.0.113.0/24", "reserved", "224.0.0.0/4", "multicast", "240.0.0.0/4", "reserved",
            "::/128", "unspecified", "::1/128", "loopback", "64:ff9b:1::/48", "private", "100::/64", "reserved", "2001::/32", "tunnelled",
            "2001::/23", "reserved", "2001:db8::/32", "reserved", "3fff::/20", "reserved", "5f00::/16", "reserved", "fc00::/7", "private",
            "fe80::/10", "link-local",
            "fec0::/10", "private", "ff00::/8", "multicast");

    /** AWS (host, containers, pods), GCP, Azure's host endpoint, Alibaba, Oracle, Tencent, Scaleway. */
    private static final List<AddressRange> METADATA = List
            .of("169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23",
                    "fd20:ce::254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "169.254.0.23", "169.254.42.42", "fd00:42::42")
            .stream().map(AddressRange::parse).toList();

    /** The names of some of them, which may be known to a proxy and not here. */
    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.goog", "instance-data.ec2.internal",
            "metadata.tencentyun.com");

    /** What IPv6 has of public addresses (RFC 4291, 2.4, and IANA's allocations since); the rest of it is nobody's. */
    private static final List<AddressRange> IPV6_IN_USE = Stream.of("2000::/3", "::/96", "64:ff9b::/96").map(AddressRange::parse).toList();

    private SpecialRanges() {}

    /** One word for why the address is not public, or null if it is. */
    static @Nullable String notPublic(InetAddress address) {
        for (Map.Entry<AddressRange, String> range : NOT_PUBLIC.entrySet()) {
            if (range.getKey().contains(address)) {
                return range.getValue();
            }
        }
        return address instanceof Inet6Address && IPV6_IN_USE.stream().noneMatch(range -> range.contains(address)) ? "reserved" : null;
    }

    /** @param name in lower case */
    static boolean isMetadata(String name) {
        return METADATA_NAMES.contains(name);
    }

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(range -> range.contains(address));
    }

    private static Map<AddressRange, String> table(String... pairs) {
        Map<AddressRange, String> table = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(AddressRange.parse(pairs[i]), pairs[i + 1]);
        }
        return table;
    }
}
