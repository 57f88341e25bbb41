package dev.weighbridge.net;

import java.net.InetAddress;

/**
 * A block of addresses of one family.
 *
 * @param first any address of the block
 * @param prefix how many leading bits all addresses of the block share
 */
public record AddressRange(InetAddress first, int prefix) {

    public AddressRange {
        if (prefix < 0 || prefix > first.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits does not fit an address like " + first.getHostAddress());
        }
    }

    /** Reads {@code address} or {@code address/prefix}; never asks a name server. */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = HostForm.literal(slash < 0 ? text : text.substring(0, slash));
        if (first == null) {
            throw new IllegalArgumentException("not an address or CIDR block: " + text);
        }
        return new AddressRange(first, slash < 0 ? first.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1)));
    }

    /**
     * Reads an entry of a setting.
     *
     * @throws IllegalArgumentException naming the setting, if it is neither an address nor a CIDR block
     */
    public static AddressRange parse(String setting, String text) {
        try {
            return parse(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("Could not read " + setting + ": '" + text + "' is no address or CIDR block. Correct it.",
                    malformed);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (prefix - bit));
            if (((mine[bit / 8] ^ other[bit / 8]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #parse(String)} reads it. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
