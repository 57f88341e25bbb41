package dev.weighbridge.inspect.graph.hdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** A file of HDF5. Each object is visited once, however many links lead to it. */
public final class HdfFile {

    private static final int MAX_OBJECTS = 500_000;

    private static final int MAX_PATH = 4096;

    private final HdfSpace space;

    private final Deque<Visit> open = new ArrayDeque<>();

    private final Set<Long> seen = new HashSet<>();

    private final List<HdfDataset> datasets = new ArrayList<>();

    private final List<String> elsewhere = new ArrayList<>();

    private final Map<String, HdfText> texts = new TreeMap<>();

    private boolean isFollowed = true;

    private boolean attributesAreFollowed = true;

    private record Visit(String path, long at) {}

    private HdfFile(HdfSpace space) {
        this.space = space;
    }

    /** Whether it begins as one, or, which the format allows, has something of somebody else before. */
    public static boolean begins(byte[] head) {
        return HdfSpace.place(head) >= 0;
    }

    /** Whether its first byte is the format's. */
    public static boolean beginsAtOnce(byte[] head) {
        return HdfSpace.place(head) == 0;
    }

    /**
     * Goes through all groups.
     *
     * @param head the first bytes, which begin as HDF5
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if anything is not as the format wants it
     */
    public static HdfFile read(Pages pages, byte[] head) {
        var file = new HdfFile(HdfSpace.open(pages, HdfSpace.place(head)));
        file.add("", file.space.root());
        while (!file.open.isEmpty()) {
            file.visit(file.open.remove());
        }
        return file;
    }

    public List<HdfDataset> datasets() {
        return List.copyOf(datasets);
    }

    /** The paths of links and datasets whose bytes are in other files. */
    public List<String> elsewhere() {
        return List.copyOf(elsewhere);
    }

    /** An attribute of the root group that is one text. */
    @Nullable
    public HdfText text(String attribute) {
        return texts.get(attribute);
    }

    /** Whether all groups could be followed: not those with a fractal heap of links. */
    public boolean isFollowed() {
        return isFollowed;
    }

    /** Whether all attributes of the root group could be followed: not those in a fractal heap. */
    public boolean attributesAreFollowed() {
        return attributesAreFollowed;
    }

    private void add(String path, long at) {
        if (seen.size() >= MAX_OBJECTS || path.length() > MAX_PATH) {
            throw space.pages().malformed("there are more than " + MAX_OBJECTS + " objects, or a path is longer than " + MAX_PATH, at);
        }
        if (seen.add(at)) {
            open.add(new Visit(path, at));
        }
    }

    private void visit(Visit visit) {
        List<HdfMessage> header = HdfHeader.read(space, visit.at());
        String prefix = visit.path().isEmpty() ? "" : visit.path() + "/";
        if (visit.at() == space.root()) {
            header.forEach(this::attribute);
        }
        dataset(visit, header);
        new HdfGroup(space, new HdfGroup.Visitor() {
            @Override
            public void member(String name, long at) {
                add(prefix + name, at);
            }

            @Override
            public void elsewhere(String name) {
                elsewhere.add(prefix + name);
            }

            @Override
            public void unknown() {
                isFollowed = false;
            }
        }).read(header);
    }

    private void attribute(HdfMessage message) {
        Pages pages = space.pages();
        if (message.type() == HdfMessage.ATTRIBUTE) {
            HdfText text = message.isShared() ? null : HdfAttribute.text(space, message);
            attributesAreFollowed &= !message.isShared();
            if (text != null) {
                pages.check(text.from(), text.length(), "the text of an attribute");
                texts.put(HdfAttribute.name(pages, message), text);
            }
        } else if (message.type() == HdfMessage.ATTRIBUTE_INFO) {
            boolean hasIndex = (pages.u8(message.at() + 1, "the attributes") & 1) != 0;
            attributesAreFollowed &= space.address(message.at() + (hasIndex ? 4 : 2), "the attributes") == null;
        }
    }

    private void dataset(Visit visit, List<HdfMessage> header) {
        HdfType type = null;
        long elements = -1;
        for (HdfMessage message : header) {
            switch (message.type()) {
                case HdfMessage.DATATYPE -> type = message.isShared() ? new HdfType("NAMED", 0, false, false)
                        : HdfType.read(space.pages(), message.at());
                case HdfMessage.DATASPACE -> elements = message.isShared() ? 0 : HdfShape.elements(space, message.at());
                case HdfMessage.EXTERNAL_FILES -> elsewhere.add(visit.path());
                default -> {
                    // Says nothing of type or shape.
                }
            }
        }
        if (type != null && elements >= 0) {
            if (type.bytes() != 0 && elements > Long.MAX_VALUE / type.bytes()) {
                throw space.pages().malformed("the dataset at " + OpenFile.shown(visit.path()) + " is too large to be true", visit.at());
            }
            datasets.add(new HdfDataset(visit.path(), type.name(), elements, elements * type.bytes(), visit.at()));
        }
    }
}
