package dev.weighbridge.inspect.pickle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.inspect.pickle.Value.Made;
import dev.weighbridge.inspect.pickle.Value.Named;
import dev.weighbridge.inspect.pickle.Value.Other;
import dev.weighbridge.inspect.pickle.Value.Text;
import dev.weighbridge.inspect.pickle.Value.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Follows the opcodes of one pickle, of any protocol up to 5, on a stack of what the values would be, and runs nothing (CPython, Lib/pickletools.py and
 * Modules/_pickle.c). Where CPython's two unpicklers differ it follows the one that goes on: it may stop only where both would.
 */
final class PickleWalk {

    private static final int NEWEST_PROTOCOL = 5;

    private static final int MAX_NAMES = 10_000;

    private static final int MAX_TRICKS = 20;

    private static final int MAX_MEMBERS = 500_000;

    /** So many members of an object are kept whatever they are. */
    private static final int FEW = 32;

    private static final int MAX_OPCODES = 200_000_000;

    private final PickleBytes bytes;

    private final boolean isJoblib;

    private final PickleStack stack = new PickleStack();

    private final PickleScalars scalars;

    private final Map<String, Import> imports = new LinkedHashMap<>();

    private final List<Trick> tricks = new ArrayList<>();

    private final long start;

    private long opcode;

    private int opcodes;

    private int members;

    private boolean isToldOfPersistentId;

    private @Nullable BrokenPickle broken;

    /** @param isJoblib whether arrays are passed by that joblib writes between the opcodes */
    PickleWalk(PickleBytes bytes, boolean isJoblib) {
        this.bytes = bytes;
        this.isJoblib = isJoblib;
        this.scalars = new PickleScalars(bytes);
        this.start = bytes.position();
        this.opcode = start;
    }

    /** Follows it to its STOP, or to where it cannot be followed. */
    PickleWalk follow() {
        try {
            while (step()) {
                opcodes++;
                if (opcodes == MAX_OPCODES) {
                    throw BrokenPickle.limit("has more than " + MAX_OPCODES + " opcodes");
                }
            }
        } catch (BrokenPickle stopped) {
            broken = stopped;
        }
        return this;
    }

    /** Takes one opcode; returns whether another follows. */
    private boolean step() {
        opcode = bytes.position();
        int code = bytes.u8();
        if (code == '.') {
            stack.top();
            return false;
        }
        Value scalar = scalars.of(code);
        if (scalar != null) {
            stack.push(scalar);
        } else if (!moves(code) && !gathers(code) && !recalls(code) && !imports(code) && !calls(code) && !frames(code)) {
            throw BrokenPickle.because("has the byte 0x" + Integer.toHexString(code) + ", which is no opcode");
        }
        return true;
    }

    private boolean moves(int code) {
        switch (code) {
            case '(' -> stack.mark();
            case '0' -> stack.drop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.top());
            case 0x98 -> stack.top();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean gathers(int code) {
        switch (code) {
            case 0x85, 0x86, 0x87 -> stack.push(new Tuple(last(code - 0x84)));
            case 't' -> stack.push(new Tuple(stack.popToMark()));
            case 'l', 0x91 -> {
                stack.popToMark();
                stack.push(Other.PLAIN);
            }
            case 'd' -> {
                var dict = new Made(null, Other.PLAIN);
                set(dict, stack.popToMark());
                stack.push(dict);
            }
            case 'a' -> change(last(1));
            case 'e', 0x90 -> change(stack.popToMark());
            case 's' -> set(last(2));
            case 'u' -> set(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private List<Value> last(int count) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.addFirst(stack.pop());
        }
        return values;
    }

    private void change(List<Value> items) {
        if (stack.top() instanceof Named(Import name) && !items.isEmpty()) {
            trick("changes " + shown(name) + " itself when it is unpickled");
        }
    }

    private void set(List<Value> keysAndValues) {
        change(keysAndValues);
        if (stack.top() instanceof Made made) {
            set(made, keysAndValues);
        }
    }

    private void set(Made made, List<Value> keysAndValues) {
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            Value value = keysAndValues.get(i + 1);
            if (keysAndValues.get(i) instanceof Text(String key)) {
                setMember(made, key, value);
            }
        }
    }

    private void setMember(Made made, String key, Value value) {
        boolean isOfUse = value instanceof Value.TorchTensor || value instanceof Made || made.members().size() < FEW;
        if (isOfUse && members++ < MAX_MEMBERS) {
            made.set(key, value);
        }
    }

    private boolean recalls(int code) {
        switch (code) {
            case 'p' -> stack.remember(index());
            case 'q' -> stack.remember(bytes.u8());
            case 'r' -> stack.remember(bytes.little(4));
            case 0x94 -> stack.rememberNext();
            case 'g' -> stack.recall(index());
            case 'h' -> stack.recall(bytes.u8());
            case 'j' -> stack.recall(bytes.little(4));
            default -> {
                return false;
            }
        }
        return true;
    }

    private long index() {
        Long index = PickleText.whole(bytes.shortLine());
        if (index == null) {
            throw BrokenPickle.because("has an index that is no number");
        }
        return index;
    }

    private boolean imports(int code) {
        switch (code) {
            case 'c' -> stack.push(new Named(imported(bytes.shortLine(), bytes.shortLine())));
            case 0x93 -> {
                Value name = stack.pop();
                stack.push(imported(stack.pop(), name));
            }
            case 0x82 -> stack.push(extension(bytes.u8()));
            case 0x83 -> stack.push(extension(bytes.little(2)));
            case 0x84 -> stack.push(extension(bytes.little(4)));
            case 'P' -> {
                bytes.shortLine();
                stack.push(persistent(Other.PLAIN));
            }
            case 'Q' -> stack.push(persistent(stack.pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Value imported(Value module, Value name) {
        if (module instanceof Text(String moduleText) && name instanceof Text(String nameText)) {
            return new Named(imported(moduleText, nameText));
        }
        trick("imports a name that cannot be followed, because the pickle computes it");
        return Other.UNKNOWN;
    }

    private Import imported(String module, String name) {
        if (imports.size() == MAX_NAMES) {
            throw BrokenPickle.limit("imports more than " + MAX_NAMES + " names");
        }
        return imports.computeIfAbsent(module + "\n" + name, any -> new Import(module, name, opcode));
    }

    private Value extension(long code) {
        trick("imports name " + code + " of Python's extension registry, which cannot be known from here", opcode, true);
        return Other.UNKNOWN;
    }

    private Value persistent(Value id) {
        Value loaded = TorchObjects.persistent(id);
        isToldOfPersistentId |= loaded == null;
        return loaded == null ? Other.UNKNOWN : loaded;
    }

    private boolean calls(int code) {
        switch (code) {
            case 'R', 0x81 -> {
                Value arguments = stack.pop();
                stack.push(call(stack.pop(), arguments));
            }
            case 0x92 -> {
                List<Value> given = last(3);
                stack.push(call(given.get(0), given.get(1)));
            }
            case 'i' -> {
                Import type = imported(bytes.shortLine(), bytes.shortLine());
                stack.push(call(new Named(type), new Tuple(stack.popToMark())));
            }
            case 'o' -> {
                List<Value> given = stack.popToMark();
                if (given.isEmpty()) {
                    throw BrokenPickle.because("makes an object of nothing");
                }
                stack.push(call(given.getFirst(), new Tuple(given.subList(1, given.size()))));
            }
            case 'b' -> {
                Value state = stack.pop();
                build(stack.top(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Value call(Value function, Value arguments) {
        if (function instanceof Named(Import name)) {
            name.call();
            return TorchObjects.made(name, arguments);
        }
        if (function instanceof Made made && made.type() == null || function instanceof Text || function instanceof Value.Whole
                || function instanceof Tuple || function == Other.PLAIN) {
            throw BrokenPickle.because("calls what is no function");
        }
        trick("calls something that it computed when it is unpickled");
        return Other.UNKNOWN;
    }

    private void build(Value target, Value state) {
        if (target instanceof Named(Import name)) {
            trick("changes " + shown(name) + " itself when it is unpickled");
        } else if (target instanceof Made made) {
            made.stateOf(state).forEach(member -> setMember(made, member.getKey(), member.getValue()));
            if (isJoblib && JoblibArray.isOne(made)) {
                skipArray(made);
            }
        }
    }

    private void skipArray(Made wrapper) {
        if (JoblibArray.holdsObjects(wrapper)) {
            PickleWalk inner = new PickleWalk(bytes, false).follow();
            inner.imports.forEach(imports::putIfAbsent);
            inner.tricks.forEach(found -> trick(found.what(), found.position(), found.isOfRegistry()));
            if (inner.broken != null) {
                throw inner.broken;
            }
        } else {
            PickleWalk guess = new PickleWalk(bytes.fork(), false).follow();
            JoblibArray.skip(wrapper, bytes);
            guess.imports.values().stream().filter(name -> name.isCalled() && name.looksLikeOne())
                    .forEach(name -> imports.putIfAbsent(name.full(), name));
        }
    }

    private boolean frames(int code) {
        if (code == 0x80) {
            int protocol = bytes.u8();
            if (protocol > NEWEST_PROTOCOL) {
                throw BrokenPickle.because("asks for protocol " + protocol + ", which Python does not have");
            }
            return true;
        }
        if (code == 0x95) {
            bytes.checkHas(bytes.little(8));
            return true;
        }
        return false;
    }

    private void trick(String what) {
        trick(what, opcode, false);
    }

    private void trick(String what, long position, boolean isOfRegistry) {
        if (tricks.size() < MAX_TRICKS && tricks.stream().noneMatch(known -> known.what().equals(what))) {
            tricks.add(new Trick(what, position, isOfRegistry));
        }
    }

    private static String shown(Import name) {
        return PickleReport.shown(name.full());
    }

    /** Forgets that it could not be followed, and the names that nothing is done with. */
    PickleWalk onlyWhatItCalls() {
        broken = null;
        imports.values().removeIf(name -> !name.isCalled() || !name.looksLikeOne());
        return this;
    }

    long start() {
        return start;
    }

    /** Of the opcode that was looked at last: its STOP, or the one that could not be followed. */
    long lastOpcode() {
        return opcode;
    }

    int opcodes() {
        return opcodes;
    }

    Collection<Import> imports() {
        return imports.values();
    }

    List<Trick> tricks() {
        return tricks;
    }

    boolean asksItsLoader() {
        return isToldOfPersistentId;
    }

    /** Why it could not be followed to its STOP, or null if it was. */
    @Nullable
    BrokenPickle broken() {
        return broken;
    }

    /** Whether not all that was set by name was kept. */
    boolean isTooLarge() {
        return members > MAX_MEMBERS;
    }

    Value result() {
        return stack.result();
    }
}
