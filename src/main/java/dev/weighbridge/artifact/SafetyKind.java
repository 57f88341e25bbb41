package dev.weighbridge.artifact;

/** In which way a file of a model may harm who loads it. */
public enum SafetyKind {

    /** Unpickling it imports a name that is on no list, or it cannot be followed to its end. */
    PICKLE,

    /** Unpickling it imports a class of a familiar library that plain weights do not need. */
    PICKLED_CLASS,

    /** A layer of Keras that carries Python bytecode. */
    KERAS_LAMBDA,

    /** Code that runs when the model is loaded with trust in it: {@code auto_map}, Python files. */
    REMOTE_CODE,

    /** A program for an operating system, or a shell's script. */
    EXECUTABLE,

    /** A template of a conversation that does more than formatting. */
    CHAT_TEMPLATE,

    /** An archive that unpacks to far more than it is, or outside of its folder. */
    ARCHIVE,

    /** What it begins as is not what its name says. */
    DISGUISED,

    /** The place that it comes from has scanned it and warns. */
    HUB_SCAN
}
