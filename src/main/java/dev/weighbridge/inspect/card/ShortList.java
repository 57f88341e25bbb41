package dev.weighbridge.inspect.card;

import java.util.List;

import dev.weighbridge.inspect.head.FactSheet;

/** Several values in one line of the inventory: as many as fit, joined by {@code ", "}, and how many more there are. */
final class ShortList {

    private static final int ROOM_FOR_THE_REST = " and 999999 more".length();

    private ShortList() {}

    static String of(List<String> values) {
        String all = String.join(", ", values);
        if (all.length() <= FactSheet.MAX_LINE) {
            return all;
        }
        StringBuilder some = new StringBuilder();
        int taken = 0;
        for (String value : values) {
            if (some.length() + value.length() + 2 > FactSheet.MAX_LINE - ROOM_FOR_THE_REST) {
                break;
            }
            some.append(taken == 0 ? "" : ", ").append(value);
            taken++;
        }
        return taken == 0 ? all : some + " and " + (values.size() - taken) + " more";
    }
}
