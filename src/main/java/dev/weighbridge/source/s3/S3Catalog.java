package dev.weighbridge.source.s3;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Fingerprint;
import dev.weighbridge.source.ModelCatalog;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.ShelfLimit;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The prefixes below a prefix, each of which is a model: one request for a thousand objects, and no look at any of them. */
@Component
final class S3Catalog implements ModelCatalog {

    private final OutboundClient client;

    private final int maxFiles;

    private final S3Regions regions;

    private final Clock clock;

    S3Catalog(OutboundClient client, S3Settings settings, Clock clock) {
        this.client = client;
        this.maxFiles = settings.maxFiles();
        this.regions = new S3Regions(client, clock);
        this.clock = clock;
    }

    @Override
    public boolean lists(Shelf shelf) {
        return shelf.kind() == Shelf.Kind.FOLDER && shelf.place().scheme().equals("s3");
    }

    @Override
    public List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access) {
        S3Place place = S3Place.of(shelf.place()).folder();
        var requests = new S3Requests(place, S3Login.of(access, place.host()), clock);
        var bucket = new S3Bucket(client, requests, regions.of(place, requests, access.region()), clock);
        Map<String, List<SourceFile>> models = models(bucket, place, new ShelfLimit(shelf, most));
        return models.entrySet().stream().map(model -> entry(place, model.getKey(), model.getValue())).toList();
    }

    private Map<String, List<SourceFile>> models(S3Bucket bucket, S3Place prefix, ShelfLimit limit) {
        Map<String, List<SourceFile>> models = new TreeMap<>();
        int met = 0;
        String next = null;
        do {
            S3Page page = bucket.page(prefix, next);
            met += Math.max(1, page.objects().size());
            if (met > maxFiles) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list " + prefix + ": there are more than " + maxFiles
                        + " objects. Follow a longer prefix, or raise weighbridge.sources.max-files.");
            }
            page.objects().forEach(object -> add(models, object, prefix));
            limit.check(models.size());
            next = nextAfter(bucket, prefix, page, next);
        } while (next != null);
        return models;
    }

    private static @Nullable String nextAfter(S3Bucket bucket, S3Place prefix, S3Page page, @Nullable String asked) {
        if (page.next() != null && page.next().equals(asked)) {
            throw bucket.failures(prefix).noS3("list", "its listing does not go on");
        }
        return page.next();
    }

    private static void add(Map<String, List<SourceFile>> models, S3Object object, S3Place prefix) {
        String path = object.key().substring(prefix.key().length());
        int slash = path.indexOf('/');
        if (slash > 0 && !object.isMarker()) {
            models.computeIfAbsent(path.substring(0, slash), first -> new ArrayList<>()).add(object.file(path, object.key(), null));
        }
    }

    private static CatalogEntry entry(S3Place prefix, String name, List<SourceFile> files) {
        String reference = "s3://" + prefix.bucket() + "/" + prefix.key() + name + "/";
        return new CatalogEntry(reference, "", reference, Fingerprint.of(files), null);
    }
}
