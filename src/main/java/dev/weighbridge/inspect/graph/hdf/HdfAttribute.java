package dev.weighbridge.inspect.graph.hdf;

import dev.weighbridge.inspect.graph.Pages;
import org.jspecify.annotations.Nullable;

/** An attribute (section IV.A.2.m) that is one text. */
final class HdfAttribute {

    private HdfAttribute() {}

    static String name(Pages pages, HdfMessage message) {
        int version = pages.u8(message.at(), "an attribute");
        int length = pages.u16(message.at() + 2, "an attribute");
        return cut(pages.text(message.at() + (version == 3 ? 9 : 8), length, "the name of an attribute"));
    }

    /** Where its text lies, or null if it is something else. */
    static @Nullable HdfText text(HdfSpace space, HdfMessage message) {
        Pages pages = space.pages();
        int version = pages.u8(message.at(), "an attribute");
        if (version < 1 || version > 3) {
            throw pages.malformed("the version " + version + " of an attribute is none that is known", message.at());
        }
        boolean isPadded = version == 1;
        boolean isTypeElsewhere = !isPadded && (pages.u8(message.at() + 1, "an attribute") & 3) != 0;
        long type = message.at() + (version == 3 ? 9 : 8) + padded(pages.u16(message.at() + 2, "an attribute"), isPadded);
        long shape = type + padded(pages.u16(message.at() + 4, "an attribute"), isPadded);
        long data = shape + padded(pages.u16(message.at() + 6, "an attribute"), isPadded);
        if (data > message.end()) {
            throw pages.malformed("an attribute goes beyond its message", message.at());
        }
        if (isTypeElsewhere || HdfShape.elements(space, shape) != 1) {
            return null;
        }
        HdfType kind = HdfType.read(pages, type);
        if (kind.isReference()) {
            return HdfText.inHeap(space, data);
        }
        if (kind.isText() && kind.bytes() > message.end() - data) {
            throw pages.malformed("the text of an attribute goes beyond its message", data);
        }
        return kind.isText() ? new HdfText(data, kind.bytes()) : null;
    }

    private static int padded(int length, boolean isPadded) {
        return isPadded ? Math.ceilDiv(length, 8) * 8 : length;
    }

    static String cut(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
