package dev.weighbridge.cli;

/** For whom a result is written. */
enum Output {
    TABLE, JSON
}
