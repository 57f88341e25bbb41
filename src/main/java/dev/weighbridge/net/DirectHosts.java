package dev.weighbridge.net;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy, in the words of the variable {@code NO_PROXY}. It has no specification; where programs differ, this
 * is what curl does: {@code example.com} and {@code .example.com} both mean that name and all below it, and an address or block is compared with
 * hosts that are written as addresses, never with what a name leads to. A port may follow. {@code *} means every host.
 */
final class DirectHosts {

    static final DirectHosts NONE = new DirectHosts(List.of());

    private static final Pattern ENTRY = Pattern.compile("(?<bare>[^\\[\\]:]+|\\[(?<six>[^\\[\\]]+)])(:(?<port>[0-9]{1,5}))?");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    private static final int ANY = -1;

    private final List<Entry> entries;

    private record Entry(@Nullable AddressRange range, String name, int port) {

        boolean covers(String host, @Nullable InetAddress address, int asked) {
            if (port != ANY && port != asked) {
                return false;
            }
            if (range != null) {
                return address != null && range.contains(address);
            }
            return name.equals("*") || address == null && (host.equals(name) || host.endsWith("." + name));
        }
    }

    private DirectHosts(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * @param setting where {@code texts} come from
     * @throws IllegalArgumentException if one is none of the forms
     */
    static DirectHosts parse(String setting, List<String> texts) {
        return new DirectHosts(
                texts.stream().map(String::strip).filter(text -> !text.isEmpty()).map(text -> entry(setting, text)).toList());
    }

    /** @param host a name or an address, without brackets and in lower case */
    boolean cover(String host, int port) {
        InetAddress address = HostForm.literal(host);
        return entries.stream().anyMatch(entry -> entry.covers(host, address, port));
    }

    private static Entry entry(String setting, String text) {
        AddressRange whole = range(text);
        if (whole != null) {
            return new Entry(whole, "", ANY);
        }
        Matcher parts = ENTRY.matcher(text);
        if (!parts.matches()) {
            throw unreadable(setting, text);
        }
        String digits = parts.group("port");
        int port = digits == null ? ANY : Integer.parseInt(digits);
        String six = parts.group("six");
        String host = six != null ? six : String.valueOf(parts.group("bare"));
        AddressRange range = range(host);
        String name = HostForm.normal(host).replaceFirst("^\\*?\\.", "");
        if (range == null && !name.equals("*") && (HostForm.isOddLiteral(name) || !NAME.matcher(name).matches())) {
            throw unreadable(setting, text);
        }
        return new Entry(range, name, port);
    }

    private static @Nullable AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static IllegalArgumentException unreadable(String setting, String text) {
        return new IllegalArgumentException(
                "Could not read " + setting + ": '" + text + "' is no host name, suffix, address or CIDR block with or"
                        + " without a port. Correct it, or say in " + ProxyRules.EXCEPT + " which hosts are reached without the proxy.");
    }
}
