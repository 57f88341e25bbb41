package dev.weighbridge.zstack.door;

/** Whether a text can be kept in every database: no NUL character, no half of a surrogate pair. */
final class WellFormedText {

    private WellFormedText() {}

    static boolean is(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }
}
