package dev.weighbridge.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host name into addresses; in production the system's resolver. */
@FunctionalInterface
interface HostResolver {

    /** At least one address. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
