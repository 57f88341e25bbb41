package dev.weighbridge.inspect.gpu;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets otherwise than {@code gpu-memory.properties} does.
 *
 * @param gpuMemory values by the names in that file
 */
@ConfigurationProperties("weighbridge")
public record GpuMemorySettings(@DefaultValue Map<String, String> gpuMemory) {

    public GpuMemorySettings {
        gpuMemory = Map.copyOf(gpuMemory);
    }

    /** Nothing is set otherwise. */
    public static GpuMemorySettings none() {
        return new GpuMemorySettings(Map.of());
    }
}
