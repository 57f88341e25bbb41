package dev.weighbridge.center;

import java.util.Set;
import java.util.TreeSet;

import dev.weighbridge.artifact.ModelReference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hubs and registries whose word is taken for who may have which bytes. What one of them announces to an account that may read the file need not be fetched
 * when it is in the store already, whoever brought it. Of any other server, which an account may run itself, the bytes are asked for: otherwise it could announce
 * digests only to learn what others have.
 *
 * @param trustedHubs host names
 */
@ConfigurationProperties("weighbridge.sources")
record TrustedHubs(@DefaultValue({
        "huggingface.co", "www.modelscope.cn", "www.modelscope.ai", "registry.ollama.ai"}) Set<String> trustedHubs) {

    private static final Set<String> HUBS = Set.of("hf", "modelscope", "oci", "ollama");

    TrustedHubs {
        var anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.addAll(trustedHubs);
        trustedHubs = anyCase;
    }

    boolean trust(ModelReference reference) {
        String host = reference.host();
        return HUBS.contains(reference.scheme()) && host != null && trustedHubs.contains(host);
    }
}
