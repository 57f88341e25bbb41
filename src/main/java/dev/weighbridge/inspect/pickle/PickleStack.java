package dev.weighbridge.inspect.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.inspect.pickle.Value.Other;

/** The unpickler's stack with its marks, and its memo (CPython, Modules/_pickle.c: nothing is taken from below the last mark). */
final class PickleStack {

    static final int MAX_DEPTH = 1_000_000;

    static final int MAX_MEMO = 1_000_000;

    private final List<Value> values = new ArrayList<>();

    private int[] marks = new int[16];

    private int markCount;

    /** The memo's keys from 0 on without a gap, which is what picklers write. */
    private final List<Value> memo = new ArrayList<>();

    private final Map<Long, Value> beyondGaps = new HashMap<>();

    void push(Value value) {
        if (values.size() == MAX_DEPTH) {
            throw BrokenPickle.limit("puts more than " + MAX_DEPTH + " values on its stack");
        }
        values.add(value);
    }

    Value pop() {
        checkNotEmpty();
        return values.removeLast();
    }

    Value top() {
        checkNotEmpty();
        return values.getLast();
    }

    /** Takes the last value, or else the last mark. */
    void drop() {
        if (markCount > 0 && marks[markCount - 1] == values.size()) {
            markCount--;
        } else {
            pop();
        }
    }

    void mark() {
        if (markCount == MAX_DEPTH) {
            throw BrokenPickle.limit("puts more than " + MAX_DEPTH + " marks on its stack");
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = values.size();
    }

    /** Takes the last mark and what lies above it. */
    List<Value> popToMark() {
        if (markCount == 0) {
            throw BrokenPickle.because("looks for a mark on its stack that is not there");
        }
        List<Value> above = values.subList(marks[--markCount], values.size());
        List<Value> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    private void checkNotEmpty() {
        if (values.size() == (markCount == 0 ? 0 : marks[markCount - 1])) {
            throw BrokenPickle.because("takes more from its stack than lies there");
        }
    }

    void remember(long key) {
        Value value = top();
        if (key >= 0 && key < memo.size()) {
            memo.set((int) key, value);
        } else if (memo.size() + beyondGaps.size() >= MAX_MEMO) {
            throw BrokenPickle.limit("remembers more than " + MAX_MEMO + " values");
        } else if (key == memo.size()) {
            beyondGaps.remove(key);
            memo.add(value);
        } else {
            beyondGaps.put(key, value);
        }
    }

    void rememberNext() {
        remember(memo.size() + beyondGaps.size());
    }

    void recall(long key) {
        Value value = key >= 0 && key < memo.size() ? memo.get((int) key) : beyondGaps.get(key);
        if (value == null) {
            throw BrokenPickle.because("recalls value " + key + ", which it did not remember");
        }
        push(value);
    }

    /** What lies on top at the end. */
    Value result() {
        return values.isEmpty() ? Other.PLAIN : values.getLast();
    }
}
