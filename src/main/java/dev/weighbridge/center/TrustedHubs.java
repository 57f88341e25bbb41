package dev.weighbridge.center;

import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.ModelReference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hubs and registries whose word is taken for who may have which bytes. What one of them announces to an account that may read the file need not be fetched
 * when it is in the store already, whoever brought it. Of any other server, which an account may run itself, the bytes are asked for: otherwise it could announce
 * digests only to learn what others have. The whole endpoint counts, because below a path of a hub may lie what anybody has put there.
 *
 * @param trustedHubs {@code <scheme of its references>=<endpoint>}, such as {@code hf=https://huggingface.co}
 */
@ConfigurationProperties("weighbridge.sources")
record TrustedHubs(@DefaultValue({
        "hf=https://huggingface.co", "modelscope=https://www.modelscope.cn", "modelscope=https://www.modelscope.ai",
        "ollama=https://registry.ollama.ai"}) List<String> trustedHubs) {

    TrustedHubs {
        trustedHubs = trustedHubs.stream().map(hub -> hub.strip().toLowerCase(Locale.ROOT)).toList();
        for (String hub : trustedHubs) {
            if (!hub.matches("(hf|modelscope|oci|ollama)=https?://[^/?#@]+")) {
                throw new IllegalArgumentException("Could not read weighbridge.sources.trusted-hubs: '" + hub
                        + "' is not of the form hf=https://huggingface.co, with hf, modelscope, oci or ollama, and an endpoint without a path.");
            }
        }
    }

    boolean trust(ModelReference reference) {
        String endpoint = reference.endpoint();
        if (endpoint == null) {
            String authority = reference.scheme().equals("oci") ? reference.location().replaceFirst("^oci://", "").replaceFirst("/.*", "")
                    : reference.host();
            endpoint = "https://" + authority;
        }
        return trustedHubs.contains((reference.scheme() + "=" + endpoint).toLowerCase(Locale.ROOT));
    }
}
