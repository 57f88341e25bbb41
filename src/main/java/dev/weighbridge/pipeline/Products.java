package dev.weighbridge.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.ingestion.Work;
import org.springframework.stereotype.Component;

/** Knows what an ingestion makes. */
@Component
final class Products {

    private final Map<ArtifactKind, Product> byKind;

    Products(List<Product> all) {
        byKind = all.stream().collect(Collectors.toUnmodifiableMap(Product::kind, Function.identity()));
    }

    Product of(Work work) {
        return Objects.requireNonNull(byKind.get(work.makes().kind()));
    }
}
