package io.xvad.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that reads files.
 *
 * @param name for people and for the record of what was tried
 * @param file where the damaged file is to lie, below a folder
 * @param seeds valid files, at least one
 * @param mutation how they are damaged
 * @param surroundings puts there what must lie beside the file
 * @param reading reads all of the file
 * @param cost how much a trial costs beside others, at least 1; one of cost 20 is tried a twentieth as often
 */
record Target(
        String name,
        String file,
        List<byte[]> seeds,
        Mutation mutation,
        Surroundings surroundings,
        Reading reading,
        int cost) {

    /** Files beside. */
    @FunctionalInterface
    interface Surroundings {
        void prepare(Path folder) throws IOException;
    }

    /** Reads a file, and throws {@link IllegalStateException} if what it got cannot be in it. */
    @FunctionalInterface
    interface Reading {
        void read(Path file) throws IOException;
    }

    Target {
        seeds = List.copyOf(seeds);
    }

    static Target binary(String name, String file, List<byte[]> seeds, Reading reading) {
        return new Target(name, file, seeds, Mutation::binary, folder -> {}, reading, 1);
    }

    static Target text(String name, String file, List<byte[]> seeds, Reading reading) {
        return new Target(name, file, seeds, Mutation::text, folder -> {}, reading, 1);
    }

    Target with(Mutation other) {
        return new Target(name, file, seeds, other, surroundings, reading, cost);
    }

    Target beside(Surroundings other) {
        return new Target(name, file, seeds, mutation, other, reading, cost);
    }

    Target costing(int times) {
        return new Target(name, file, seeds, mutation, surroundings, reading, times);
    }
}
