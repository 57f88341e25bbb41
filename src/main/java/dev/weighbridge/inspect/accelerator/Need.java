package dev.weighbridge.inspect.accelerator;

/**
 * What one type of weights, or one way to quantise, asks for.
 *
 * @param of the type or way, as the files name it
 * @param capability from which on GPUs compute in it
 * @param toolkit the first that knows such GPUs, or that the library can be built with
 * @param source where that is stated
 * @param toolkitSource where the toolkit is stated
 * @param elsewhere where else it runs, {@code ""} if nothing is stated
 */
record Need(String of, Version capability, Version toolkit, String source, String toolkitSource, String elsewhere) {

    String sentence() {
        return of + " is for GPUs of compute capability " + capability + " and more (" + source + ")"
                + (elsewhere.isEmpty() ? "" : "; " + elsewhere);
    }
}
