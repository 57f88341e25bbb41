package dev.weighbridge.version;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/**
 * The lenient reading of a version. Decision 0030 has the reasons; the rules, in order:
 * <ol>
 * <li>White space around is dropped. What is empty, longer than {@value #MAX_LENGTH} characters, or holds anything but printable ASCII is no version.
 * <li>One of {@code v}, {@code ver}, {@code version}, {@code release} in any case may stand before, with at most one of {@code - _ . /} or a space after
 * it. Any other word before the digits ({@code main}, {@code latest}, {@code llama-3.1}) makes it no version.
 * <li>A date {@code 2024-07-18}, {@code 2024_07_18}, {@code 20240718} or {@code 2024-07} of the years 1900 to 2099 is year.month.day; one that is
 * not in the calendar is no version.
 * <li>Otherwise numbers joined by dots. Missing ones are 0, leading zeros are dropped, numbers after the third become build metadata
 * ({@code 1.2.3.4} = {@code 1.2.3+4}). One of the first three above 2147483647 makes it no version.
 * <li>A pre-release follows {@code -}; if it begins with {@code alpha}, {@code beta}, {@code rc}, {@code pre}, {@code preview}, {@code dev}, or with
 * {@code a}, {@code b}, {@code c} and a digit, then also {@code .}, {@code _} or, after at least two numbers, nothing ({@code 1.0.0beta2}). So
 * {@code 7b} and {@code 1.5b}, which are sizes, are no versions. {@code _} becomes {@code -}, leading zeros of numbers are dropped.
 * <li>Build metadata follows {@code +}.
 * </ol>
 */
public final class VersionText {

    /** What the inventory keeps of a version, before and after reading. */
    static final int MAX_LENGTH = 255;

    private static final String WORD = "(?:alpha|beta|preview|pre|rc|dev|[abc](?=[0-9]))[0-9]*(?![0-9A-Za-z])[0-9A-Za-z._-]*";

    private static final Pattern FORM = Pattern.compile("(?:(?:version|ver|v|release)[-_./ ]?)?"
            + "(?:(?<year>(?:19|20)[0-9]{2})(?:[-_](?<month>[0-9]{1,2})(?:[-_](?<day>[0-9]{1,2}))?|(?<mm>[0-9]{2})(?<dd>[0-9]{2}))"
            + "|(?<numbers>[0-9]+(?:\\.[0-9]+)*))"
            + "(?<pre>-[0-9A-Za-z._-]+|[._]?" + WORD + ")?(?:\\+(?<build>[0-9A-Za-z._-]+))?", Pattern.CASE_INSENSITIVE);

    private VersionText() {}

    /** Returns the version as SemVer 2.0.0 writes it, without a leading {@code v}, or nothing if the text is no version by the rules above. */
    public static Optional<String> read(String text) {
        String stripped = text.strip();
        if (stripped.length() > MAX_LENGTH || !stripped.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(stripped);
        if (!form.matches() || isSize(form)) {
            return Optional.empty();
        }
        return numbers(form).flatMap(numbers -> written(numbers, preRelease(form.group("pre")), form.group("build")));
    }

    /** A letter right after a lone number is a size or the start of a hash, not a pre-release. */
    private static boolean isSize(Matcher form) {
        String numbers = form.group("numbers");
        String pre = form.group("pre");
        return numbers != null && pre != null && Character.isLetter(pre.charAt(0)) && numbers.indexOf('.') < 0;
    }

    private static Optional<List<String>> numbers(Matcher form) {
        if (form.group("year") == null) {
            return Optional.of(Arrays.stream(form.group("numbers").split("\\.")).map(VersionText::withoutLeadingZeros)
                    .collect(Collectors.toCollection(ArrayList::new)));
        }
        int month = Integer.parseInt(form.group("mm") == null ? form.group("month") : form.group("mm"));
        String day = form.group("mm") == null ? form.group("day") : form.group("dd");
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(form.group("year")), month, day == null ? 1 : Integer.parseInt(day));
            int dayOrNone = day == null ? 0 : date.getDayOfMonth();
            return Optional.of(List.of("" + date.getYear(), "" + date.getMonthValue(), "" + dayOrNone));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    private static String preRelease(@Nullable String pre) {
        if (pre == null) {
            return "";
        }
        String identifiers = Character.isLetter(pre.charAt(0)) ? pre : pre.substring(1);
        return "-" + Arrays.stream(identifiers.replace('_', '-').split("\\.", -1)).map(VersionText::withoutLeadingZeros)
                .collect(Collectors.joining("."));
    }

    private static Optional<String> written(List<String> numbers, String preRelease, @Nullable String build) {
        List<String> core = new ArrayList<>(numbers.subList(0, Math.min(3, numbers.size())));
        while (core.size() < 3) {
            core.add("0");
        }
        List<String> after = new ArrayList<>(numbers.subList(Math.min(3, numbers.size()), numbers.size()));
        if (build != null) {
            after.add(build.replace('_', '-'));
        }
        String version = String.join(".", core) + preRelease + (after.isEmpty() ? "" : "+" + String.join(".", after));
        return version.length() <= MAX_LENGTH && Semver.parse(version) != null ? Optional.of(version) : Optional.empty();
    }

    private static String withoutLeadingZeros(String identifier) {
        return identifier.matches("0+[0-9]+") ? identifier.replaceFirst("^0+(?=[0-9])", "") : identifier;
    }
}
