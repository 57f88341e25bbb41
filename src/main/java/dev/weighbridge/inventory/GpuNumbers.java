package dev.weighbridge.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** Reads AddModel's {@code recommendedGpuNum}: how many GPUs a model may be spread over. */
public final class GpuNumbers {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private GpuNumbers() {}

    /**
     * Reads a comma list ({@code 1,2,4}) or a JSON list ({@code [1, 2, 4]}) of whole numbers that are not negative. A blank text and {@code []}
     * are the empty list.
     *
     * @throws IngestionException INVALID_REQUEST for anything else
     */
    public static List<Integer> parse(String text) {
        String list = text.strip();
        if (list.startsWith("[") && list.endsWith("]")) {
            list = list.substring(1, list.length() - 1);
        }
        if (list.isBlank()) {
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : list.split(",", -1)) {
            if (!NUMBER.matcher(number.strip()).matches()) {
                throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read field[recommendedGpuNum]: '" + number.strip()
                        + "' is not a whole number. Send a comma list or a JSON list of integers, such as 1,2,4 or [1,2,4].");
            }
            numbers.add(Integer.valueOf(number.strip()));
        }
        return List.copyOf(numbers);
    }
}
