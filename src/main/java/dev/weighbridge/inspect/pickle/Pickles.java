package dev.weighbridge.inspect.pickle;

import java.util.Set;
import java.util.function.Consumer;

import dev.weighbridge.inspect.pickle.Value.Other;

/**
 * The pickles that stand one after another from some byte on, and whether there are any. Pickles have no mark of their own before protocol 2, so any bytes
 * are followed. They count as a pickle if unpickling them would do something, or if their start and name promise one. Bytes that ask their loader for an
 * object (the letter P, in a text or a zip) would stop there in any loader but a program's own.
 */
final class Pickles {

    /** A start of so many opcodes is no accident. */
    private static final int ENOUGH = 8;

    /** So many are none in a text, or in numbers. */
    private static final int MANY = 10_000;

    /** After the magic number: protocol, system, the object, the keys of its storages (torch/serialization.py, _legacy_load). */
    private static final int TORCH_PARTS = 4;

    private static final int TORCH_OBJECT = 2;

    private static final Set<
            String> ENDINGS = Set.of("pkl", "pickle", "bin", "pt", "pth", "ckpt", "joblib", "dat", "p", "pk", "pth.tar", "model");

    private final Content content;

    private final Budget budget;

    private final boolean isNamedSo;

    private final Consumer<PickleWalk> each;

    private boolean isOne;

    private boolean isTorch;

    private Value result = Other.PLAIN;

    private boolean isTooLarge;

    /**
     * @param isNamedSo whether what stands there is known to be unpickled
     * @param each takes what was found, in order
     */
    Pickles(Content content, Budget budget, boolean isNamedSo, Consumer<PickleWalk> each) {
        this.content = content;
        this.budget = budget;
        this.isNamedSo = isNamedSo;
        this.each = each;
    }

    /** Whether files that end so are unpickled by the programs that read them. */
    static boolean areNamed(String name) {
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    Pickles follow(long from) {
        var bytes = new PickleBytes(content, from, budget);
        PickleWalk first = new PickleWalk(bytes, true).follow();
        isOne = isPickle(first, hasMark(from));
        if (!isOne) {
            return this;
        }
        take(first);
        if (first.imports().stream().anyMatch(name -> name.is("joblib.numpy_pickle", "NumpyArrayWrapper"))) {
            takeIfCalled(new PickleWalk(new PickleBytes(content, from, budget), false).follow());
        }
        if (first.result() == Other.TORCH_MAGIC && first.broken() == null) {
            torchParts(bytes);
        } else if (first.broken() == null) {
            rest(bytes);
        }
        return this;
    }

    /** PROTO, which protocols from 2 on begin with. */
    private boolean hasMark(long at) {
        byte[] start = content.bytes(at, 2);
        return start.length == 2 && (start[0] & 0xff) == 0x80 && start[1] >= 0 && start[1] <= 5;
    }

    private boolean isPickle(PickleWalk walk, boolean hasMark) {
        boolean isMeant = hasMark || isNamedSo;
        boolean isWhole = walk.broken() == null && (hasMark || walk.opcodes() > 1);
        boolean isBeyondUs = walk.broken() != null && walk.broken().isOurLimit() && (isMeant || walk.opcodes() > MANY);
        boolean isPromised = hasMark && (isNamedSo || walk.opcodes() >= ENOUGH);
        boolean looksUp = walk.tricks().stream().anyMatch(trick -> hasMark || !trick.isOfRegistry())
                || walk.imports().stream().anyMatch(name -> hasMark || name.looksLikeOne());
        boolean acts = (isMeant || !walk.asksItsLoader())
                && walk.imports().stream().anyMatch(name -> name.isCalled() && name.looksLikeOne());
        return acts || isBeyondUs || isPromised || isMeant && (isWhole || looksUp);
    }

    private void torchParts(PickleBytes bytes) {
        isTorch = true;
        for (int part = 1; part <= TORCH_PARTS; part++) {
            PickleWalk walk = new PickleWalk(bytes, false).follow();
            take(walk);
            if (part - 1 == TORCH_OBJECT) {
                result = walk.result();
                isTooLarge = walk.isTooLarge();
            }
            if (walk.broken() != null) {
                return;
            }
        }
    }

    /** What follows is unpickled if a program asks for it, as far as it can be. */
    private void rest(PickleBytes bytes) {
        while (!bytes.isAtEnd()) {
            boolean hasMark = hasMark(bytes.position());
            PickleWalk walk = new PickleWalk(bytes, true).follow();
            if (!isPickle(walk, hasMark)) {
                return;
            }
            take(walk);
            if (walk.broken() != null) {
                return;
            }
        }
    }

    private void take(PickleWalk walk) {
        if (!isTorch && walk.start() == 0) {
            result = walk.result();
            isTooLarge = walk.isTooLarge();
        }
        each.accept(walk);
    }

    private void takeIfCalled(PickleWalk walk) {
        if (walk.imports().stream().anyMatch(name -> name.isCalled() && name.looksLikeOne())) {
            each.accept(walk.onlyWhatItCalls());
        }
    }

    /** Whether there is a pickle at all. */
    boolean areThere() {
        return isOne;
    }

    /** Whether they are a file of torch's old format. */
    boolean areTorch() {
        return isTorch;
    }

    /** What comes of the pickle; of torch's old format, the object in it. */
    Value result() {
        return result;
    }

    boolean areTooLarge() {
        return isTooLarge;
    }
}
