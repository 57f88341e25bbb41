package dev.weighbridge.source.oci;

import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/** A registry answered 401. Once in an exchange that is its way to say how it wants to be asked; the second time it is a refusal. */
final class ChallengedException extends IngestionException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Challenge challenge;

    ChallengedException(String message, @Nullable Challenge challenge) {
        super(FailureKind.SOURCE_DENIED, message);
        this.challenge = challenge;
    }

    Optional<Challenge> challenge() {
        return Optional.ofNullable(challenge);
    }
}
