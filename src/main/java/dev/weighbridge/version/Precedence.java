package dev.weighbridge.version;

import java.util.Comparator;
import java.util.List;

import org.semver4j.Semver;

/**
 * The order of SemVer 2.0.0 paragraph 11, which build metadata does not enter. {@link Semver#compareTo} is not it: semver4j 6.0.0 compares digits inside
 * an alphanumeric identifier as numbers, which is not transitive and does not sort pseudo-versions by time, and fails on numbers beyond a long.
 */
enum Precedence implements Comparator<Semver> {
    ASCENDING;

    @Override
    public int compare(Semver left, Semver right) {
        int core = Comparator.comparingInt(Semver::getMajor).thenComparingInt(Semver::getMinor).thenComparingInt(Semver::getPatch)
                .compare(left, right);
        return core != 0 ? core : compareIdentifiers(left.getPreRelease(), right.getPreRelease());
    }

    private static int compareIdentifiers(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareIdentifier(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareIdentifier(String left, String right) {
        boolean leftIsNumber = isNumber(left);
        boolean rightIsNumber = isNumber(right);
        if (leftIsNumber != rightIsNumber) {
            return leftIsNumber ? -1 : 1;
        }
        if (leftIsNumber && left.length() != right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        return left.compareTo(right);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
