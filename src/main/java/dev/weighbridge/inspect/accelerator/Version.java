package dev.weighbridge.inspect.accelerator;

/** A compute capability or a version of CUDA: 10.0 is more than 8.9. */
record Version(int major, int minor) implements Comparable<Version> {

    static Version of(String text) {
        int dot = text.indexOf('.');
        return new Version(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(Version other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
