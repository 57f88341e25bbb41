package dev.weighbridge.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The IPv4 addresses that a packet to an IPv6 address may end at: IPv4-compatible (RFC 4291 2.5.5.1), IPv4-translated (RFC 2765 2.1), 6to4 (RFC
 * 3056), NAT64 (RFC 6052 and 8215) and ISATAP (RFC 5214). IPv4-mapped addresses need no rule: {@link InetAddress} makes them IPv4 by itself.
 */
final class EmbeddedAddresses {

    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");

    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    private static final AddressRange LOCAL_NAT64 = AddressRange.parse("64:ff9b:1::/48");

    /** Where the last four bytes are the address. */
    private static final List<AddressRange> AT_THE_END = List.of(AddressRange.parse("64:ff9b::/96"), LOCAL_NAT64,
            AddressRange.parse("::ffff:0:0:0/96"));

    /** Where prefixes of 48, 56 and 64 bits leave the bytes of the address: RFC 6052, section 2.2; byte 8 is always zero. */
    private static final int[][] AROUND_BYTE_8 = {{6, 7, 9, 10}, {7, 9, 10, 11}, {9, 10, 11, 12}};

    private EmbeddedAddresses() {}

    /** The address itself and all that it may stand for. */
    static List<InetAddress> withAllForms(InetAddress address) {
        List<InetAddress> forms = new ArrayList<>(List.of(address));
        if (address instanceof Inet6Address) {
            byte[] bytes = address.getAddress();
            boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
            boolean whole = bytes[15] == 1 || bytes[15] == 0;
            boolean unspecifiedOrLoopback = whole && Arrays.equals(bytes, 0, 15, new byte[15], 0, 15);
            boolean atTheEnd = COMPATIBLE.contains(address) && !unspecifiedOrLoopback;
            if (isatap || atTheEnd || AT_THE_END.stream().anyMatch(range -> range.contains(address))) {
                forms.add(ipv4(bytes, 12, 13, 14, 15));
            }
            if (SIX_TO_FOUR.contains(address)) {
                forms.add(ipv4(bytes, 2, 3, 4, 5));
            }
            if (LOCAL_NAT64.contains(address)) {
                for (int[] positions : AROUND_BYTE_8) {
                    forms.add(ipv4(bytes, positions));
                }
            }
        }
        return forms;
    }

    private static InetAddress ipv4(byte[] bytes, int... positions) {
        byte[] address = new byte[positions.length];
        for (int i = 0; i < positions.length; i++) {
            address[i] = bytes[positions[i]];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("four bytes are always an address", impossible);
        }
    }
}
