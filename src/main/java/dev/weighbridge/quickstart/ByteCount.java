package dev.weighbridge.quickstart;

import java.util.Locale;

/** Bytes for people, in decimal units as model hubs write them. */
final class ByteCount {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private ByteCount() {}

    static String of(long bytes) {
        double shown = bytes;
        int unit = 0;
        while (shown >= 1000 && unit < UNITS.length - 1) {
            shown /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", shown, UNITS[unit]);
    }
}
