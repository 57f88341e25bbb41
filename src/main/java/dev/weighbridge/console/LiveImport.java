package dev.weighbridge.console;

import java.time.Duration;

import dev.weighbridge.api.ImportEvent;
import dev.weighbridge.api.IngestionView;
import org.jspecify.annotations.Nullable;

/**
 * What a page changes of an import without being loaded again, in the words of its language.
 *
 * @param moved whether more than its bytes are new
 * @param max of its bar; null while its files are not listed
 * @param rate in bytes for each second
 * @param speed the rate, and how long it will take, in words
 */
record LiveImport(String uuid, boolean moved, String state, String stateWord, String step, long value, @Nullable Long max, String figures,
        @Nullable Double rate, String speed, boolean ended) {

    static LiveImport of(ImportEvent event, Rates rates, Words say) {
        IngestionView now = event.now();
        boolean ended = now.endedAt() != null;
        boolean moves = String.valueOf(now.step()).equals("transfer") && !ended;
        Double rate = rates.of(now.uuid(), now.bytesDone());
        return new LiveImport(now.uuid(), event.isState(), String.valueOf(now.state()), say.word("state", now.state()),
                ended ? "" : say.word("step", now.step()), now.bytesDone(), now.bytesTotal(), say.part(now.bytesDone(), now.bytesTotal()),
                moves ? rate : null, moves && rate != null ? speed(now, rate, say) : "", ended);
    }

    private static String speed(IngestionView now, double rate, Words say) {
        Long total = now.bytesTotal();
        if (total == null || rate < 1) {
            return say.rate(rate);
        }
        return say.rate(rate) + " · "
                + say.text("left", say.duration(Duration.ofSeconds((long) Math.ceil((total - now.bytesDone()) / rate))));
    }
}
