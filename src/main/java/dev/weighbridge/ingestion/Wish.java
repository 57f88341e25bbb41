package dev.weighbridge.ingestion;

/** What a person asked a running ingestion to do; its worker sees it at the next part, and while bytes arrive every other second. */
public enum Wish {
    NONE, PAUSE, CANCEL
}
