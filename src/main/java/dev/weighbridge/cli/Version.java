package dev.weighbridge.cli;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
                "weighbridge " + Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(from classes)")};
    }
}
