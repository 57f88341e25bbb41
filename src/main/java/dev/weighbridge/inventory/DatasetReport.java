package dev.weighbridge.inventory;

import java.util.List;
import java.util.stream.Stream;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a dataset's fields come from, and what was found on the way, as JSON. Each text is a part of the ingestion's weighing, whose column is as large, so it
 * fits.
 */
@Entity
class DatasetReport {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final TypeReference<List<Derivation>> DERIVATIONS = new TypeReference<>() {};

    private static final TypeReference<List<SafetyFinding>> DANGERS = new TypeReference<>() {};

    private static final TypeReference<List<String>> SENTENCES = new TypeReference<>() {};

    @Id
    private String datasetUuid;

    private String derivations;

    private String dangers;

    private String findings;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected DatasetReport() {}

    DatasetReport(String datasetUuid, WeighedModel weighed) {
        this.datasetUuid = datasetUuid;
        derivations = JSON.writeValueAsString(weighed.derivations());
        dangers = JSON.writeValueAsString(weighed.dangers());
        findings = JSON.writeValueAsString(weighed.findings());
    }

    List<Derivation> derivations() {
        return JSON.readValue(derivations, DERIVATIONS);
    }

    /** Dangers first. */
    List<Found> found() {
        Stream<Found> dangerous = JSON.readValue(dangers, DANGERS).stream()
                .map(danger -> new Found(danger.kind(), danger.file(), danger.sentence()));
        return Stream.concat(dangerous, JSON.readValue(findings, SENTENCES).stream().map(odd -> new Found(null, null, odd))).toList();
    }
}
