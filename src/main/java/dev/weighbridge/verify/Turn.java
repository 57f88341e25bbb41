package dev.weighbridge.verify;

/**
 * One worker's go at a verification.
 *
 * @param number counts from 1; the latest is the fencing number, and only who holds it may write
 */
record Turn(String verificationUuid, int number) {}
