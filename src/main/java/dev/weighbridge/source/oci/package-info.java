/**
 * Models in a registry that speaks the OCI distribution protocol, Ollama's included. Owns the words registry, repository, manifest (which blobs
 * make a model), index (one manifest for each platform), layer (a blob of a manifest) and layout (what the layers mean as files: ModelPack,
 * KitOps, Ollama, Docker, an ordinary image, or files with titles).
 */
@NullMarked
package dev.weighbridge.source.oci;

import org.jspecify.annotations.NullMarked;
