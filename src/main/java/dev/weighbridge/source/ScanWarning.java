package dev.weighbridge.source;

/**
 * What a place's own scanners say against one of a model's files.
 *
 * @param path of the file in the model
 * @param said the verdict, and which scanner gives which reason, as the rest of a sentence without a stop: {@code "unsafe (avScan: Virus.X)"}
 */
public record ScanWarning(String path, String said) {}
