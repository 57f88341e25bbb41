package dev.weighbridge.secret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    SecretBox secretBox(KeyProperties properties) {
        String given = properties.secretKey();
        if (given != null && !given.isBlank()) {
            return new SecretBox(NodeKey.parse(given, "the property weighbridge.secret-key"));
        }
        return new SecretBox(new KeyFile(properties.home()).readOrCreate());
    }
}
