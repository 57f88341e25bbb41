package dev.weighbridge.pipeline;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.ingestion.Work;

/** A step of an attempt. Called again in the next attempt, it skips what the tables say is done. */
interface AttemptStep {

    /** @throws Exception whatever keeps the model from coming in; {@link Ending} knows what each means */
    void run(Attempt attempt, Work work) throws Exception;
}
