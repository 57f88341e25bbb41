package dev.weighbridge.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * Somebody wants to come in by a password.
 *
 * @param name of the account, or of one of its users
 * @param password the lower-case hex SHA-512 of the clear text
 * @param address the client's, as the connection shows it
 */
record LoginAttempt(String name, String password, String address) {

    /** A household has this many bits of an IPv6 address; the rest it chooses as it likes. */
    private static final int NETWORK_BYTES = 8;

    /** What its failures are counted for besides its address. */
    String nameSubject() {
        return DigestUtils.sha256Hex("name " + network() + " " + name);
    }

    String addressSubject() {
        return DigestUtils.sha256Hex("address " + network());
    }

    private String network() {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet6Address ? Arrays.toString(Arrays.copyOf(literal.getAddress(), NETWORK_BYTES)) : address;
        } catch (IllegalArgumentException noLiteral) {
            return address;
        }
    }

    /** Names neither the password nor the name, which may be a password that was typed in the wrong place. */
    @Override
    public String toString() {
        return "LoginAttempt[" + address + "]";
    }
}
