package dev.weighbridge.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/**
 * Which addresses a name may lead to: the public internet, and what the operator listed. A name is resolved here once, all its addresses
 * are checked, and the connection goes to exactly these, so that a name server cannot answer one thing to the check and another to the
 * connection. Cloud metadata addresses are refused whatever is listed.
 */
final class NetworkPolicy {

    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    private final String property;

    private final Set<String> names = new HashSet<>();

    private final List<AddressRange> ranges = new ArrayList<>();

    private final HostResolver resolver;

    /**
     * @param property the setting that {@code allowed} comes from, named in refusals
     * @param allowed host names (exactly these, not what lies below them), addresses and CIDR blocks
     * @throws IllegalArgumentException if an entry is none of these
     */
    NetworkPolicy(String property, List<String> allowed, HostResolver resolver) {
        this.property = property;
        this.resolver = resolver;
        for (String entry : allowed) {
            allow(entry.strip());
        }
    }

    /**
     * The addresses of {@code host}, all of them checked.
     *
     * @param host a name or a literal address, with or without the brackets of IPv6
     * @throws IngestionException SOURCE_NOT_ALLOWED if any of them may not be reached
     * @throws UnknownHostException if the name has no address
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        String name = HostForm.normal(host);
        refuseOddLiteral(name);
        if (SpecialRanges.isMetadata(name)) {
            throw metadata(name);
        }
        InetAddress[] addresses = unchecked(name);
        for (InetAddress address : addresses) {
            check(name, address);
        }
        return addresses;
    }

    /**
     * Checks a host that somebody else will resolve and connect to. A name that nobody here knows passes, unless it is known as one of cloud metadata.
     *
     * @throws IngestionException SOURCE_NOT_ALLOWED
     */
    void checkFromAfar(String host) {
        try {
            resolve(host);
        } catch (UnknownHostException onlyKnownThere) {
            // Behind a proxy many nodes cannot resolve names of the internet at all.
        }
    }

    /** The addresses of a host that may be reached whatever they are. */
    InetAddress[] unchecked(String host) throws UnknownHostException {
        InetAddress literal = HostForm.literal(host);
        return literal == null ? resolver.resolve(host) : new InetAddress[] {literal};
    }

    private void allow(String entry) {
        String name = HostForm.normal(entry);
        try {
            if (name.indexOf('/') >= 0 || HostForm.literal(name) != null) {
                ranges.add(AddressRange.parse(name));
                return;
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("Could not read " + property + ": '" + entry + "' is no CIDR block.", malformed);
        }
        if (HostForm.isOddLiteral(name) || !HOST_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Could not read " + property + ": '" + entry + "' is no host name, address or CIDR block.");
        }
        names.add(name);
    }

    private static void refuseOddLiteral(String name) {
        if (HostForm.isOddLiteral(name)) {
            throw new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not connect to '" + name
                    + "': it is an address in a form that can be read in several ways. Write it as four decimal numbers, or use the host's name.");
        }
    }

    private void check(String name, InetAddress address) {
        for (InetAddress form : EmbeddedAddresses.withAllForms(address)) {
            if (SpecialRanges.isMetadata(form)) {
                throw metadata(name);
            }
            String word = SpecialRanges.notPublic(form);
            if (word != null && !names.contains(name) && !isAllowed(form) && !isAllowed(address)) {
                throw new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not connect to '" + name + "': it leads to a " + word
                        + " address, which is not allowed. Add the host or its network to " + property + " if it may be reached.");
            }
        }
    }

    private static IngestionException metadata(String name) {
        return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not connect to '" + name
                + "': it leads to a cloud metadata address, which is never allowed. Use the address of a model source.");
    }

    private boolean isAllowed(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
