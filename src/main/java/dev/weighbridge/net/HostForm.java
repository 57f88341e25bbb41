package dev.weighbridge.net;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What kind of host a text is. The old C library reads {@code 2130706433}, {@code 0x7f.1} and {@code 0177.0.0.1} as 127.0.0.1, others read
 * them as something else; so whatever ends in a number must be four plain decimal numbers (the rule of the WHATWG URL standard, section
 * 3.5, without its lenience).
 */
final class HostForm {

    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    private HostForm() {}

    /** Lower case, without the brackets of an IPv6 literal and the dot that may end a full name. */
    static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The address that a plainly written literal names, or null if {@code host} is not one. */
    static @Nullable InetAddress literal(String host) {
        if (host.indexOf(':') >= 0) {
            return host.indexOf('%') >= 0 ? null : parsed(host);
        }
        String[] octets = host.split("\\.", -1);
        if (octets.length != 4) {
            return null;
        }
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return null;
            }
        }
        return parsed(host);
    }

    /** Whether some reader could take the text for an address although it is not plainly written as one. */
    static boolean isOddLiteral(String host) {
        return literal(host) == null && (host.isEmpty() || host.indexOf(':') >= 0 || ENDS_IN_A_NUMBER.matcher(host).matches());
    }

    private static @Nullable InetAddress parsed(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
