package dev.weighbridge.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks a server which parts of an upload it has. For many threads. */
final class S3PartsList {

    private static final int PAGE = 1000;

    private final OkHttpClient http;

    private final S3Signatures signatures;

    S3PartsList(OkHttpClient http, S3Signatures signatures) {
        this.http = http;
        this.signatures = signatures;
    }

    /** All parts of an upload; nothing if it is gone. Some servers say of one that is gone that there is no such object. */
    Optional<List<S3PartsPage.Listed>> parts(String key, String upload) throws IOException {
        List<S3PartsPage.Listed> parts = new ArrayList<>();
        int after = 0;
        S3PartsPage page;
        do {
            try {
                page = page(key, upload, after);
            } catch (S3Refusal refusal) {
                if (refusal.isGone()) {
                    return Optional.empty();
                }
                throw refusal;
            }
            parts.addAll(page.parts());
            int last = page.parts().isEmpty() ? 0 : page.parts().getLast().number();
            if (page.isTruncated() && last <= after) {
                throw new S3Refusal(200, "EndlessListing");
            }
            after = last;
        } while (page.isTruncated());
        return Optional.of(parts);
    }

    private S3PartsPage page(String key, String upload, int after) throws IOException {
        Map<String, String> query = new HashMap<>(Map.of("uploadId", upload, "max-parts", Integer.toString(PAGE)));
        if (after > 0) {
            query.put("part-number-marker", Integer.toString(after));
        }
        try (Response answer = http.newCall(new Request.Builder().url(signatures.get(key, query)).build()).execute()) {
            return S3PartsPage.parse(answer.body().string());
        }
    }
}
