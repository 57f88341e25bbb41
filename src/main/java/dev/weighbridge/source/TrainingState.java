package dev.weighbridge.source;

import java.util.regex.Pattern;

/**
 * What a training needs to go on and no engine loads, as transformers' Trainer, accelerate and DeepSpeed name it; some of it is twice as large
 * as the model.
 */
final class TrainingState {

    private static final Pattern NAME = Pattern.compile("training_args\\.bin|(?:optimizer|scheduler|scaler)(?:_[0-9]{1,3})?\\.(?:pt|bin)"
            + "|rng_state(?:_[0-9]{1,5})?\\.pth|random_states_[0-9]{1,5}\\.pkl|(?:bf16_|fp16_)?zero_pp_rank_[^/]*_optim_states\\.pt");

    private TrainingState() {}

    static boolean holds(String path) {
        return NAME.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }
}
