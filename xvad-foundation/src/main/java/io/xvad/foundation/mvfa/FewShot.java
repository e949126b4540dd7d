package io.xvad.foundation.mvfa;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.tokens.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a few normal images add: the branch of references, and the scales on which it is averaged with that of sentences. Thread-safe; close it to free native memory.
 *
 * @param branch compares with the images
 * @param images the images
 * @param scales of what both branches say of the first {@value #LEFT_OUT} of the images, each compared with all the others; none of a single one
 * @param withCopies whether the branch remembers copies of the images too
 */
record FewShot(ReferenceBranch branch, References images, Optional<BranchScales> scales, boolean withCopies)
        implements AutoCloseable {

    static final int LEFT_OUT = 16;

    /** Of as many normal images as {@link FoundationOptions#REFERENCES} says, drawn by the seed; empty without any. */
    static Optional<FewShot> drawn(
            Samples normals, FitRequest request, AdaptedEncoder encoder, SentenceBranch sentences) {
        Options options = request.options();
        Samples references = References.drawn(normals, options.get(FoundationOptions.REFERENCES), request.seed());
        if (references.size() == 0) {
            return Optional.empty();
        }
        List<List<AdaptedTokens>> tokens = new ArrayList<>();
        References kept = References.of(references, encoder.input(), image -> {
            tokens.add(remembered(encoder.input().seen(image), encoder, options));
            request.progress().progressed("reference images", tokens.size(), references.size());
        });
        Optional<BranchScales> scales = scales(tokens, sentences, options);
        return Optional.of(new FewShot(branch(tokens, sentences, options), kept, scales, options.get(Mvfa.COPIES)));
    }

    /** The tokens of the square that the network sees, and of its copies. */
    private static List<AdaptedTokens> remembered(Image seen, AdaptedEncoder encoder, Options options) {
        List<AdaptedTokens> tokens = new ArrayList<>();
        for (Image copy : copies(seen, options.get(Mvfa.COPIES))) {
            Cancellation.check();
            tokens.add(encoder.encodeSeen(copy));
        }
        return tokens;
    }

    private static List<Image> copies(Image seen, boolean wanted) {
        return wanted ? Copies.of(seen) : List.of(seen);
    }

    private static ReferenceBranch branch(List<List<AdaptedTokens>> images, SentenceBranch sentences, Options options) {
        List<AdaptedTokens> all = images.stream().flatMap(List::stream).toList();
        return ReferenceBranch.of(all, sentences.anchors().dimension(), sentences.painter(), options);
    }

    private static Optional<BranchScales> scales(
            List<List<AdaptedTokens>> images, SentenceBranch sentences, Options options) {
        List<Branch> bySentences = new ArrayList<>();
        List<Branch> byReferences = new ArrayList<>();
        for (int i = 0; images.size() > 1 && i < Math.min(LEFT_OUT, images.size()); i++) {
            Cancellation.check();
            List<List<AdaptedTokens>> others = new ArrayList<>(images);
            AdaptedTokens leftOut = others.remove(i).get(0);
            try (ReferenceBranch branch = branch(others, sentences, options)) {
                bySentences.add(sentences.of(leftOut));
                byReferences.add(branch.of(leftOut));
            }
        }
        return BranchScales.over(bySentences, byReferences);
    }

    /** What the branch remembers, in its order: the images, each with its copies. */
    References remembered() {
        return images.withCopies(seen -> copies(seen, withCopies));
    }

    /** The mean of what both branches say, each on its scale where there is one. */
    Branch mean(Branch bySentences, AdaptedTokens tokens) {
        Branch byReferences = branch.of(tokens);
        return scales.map(known -> known.mean(bySentences, byReferences))
                .orElseGet(() -> unscaled(bySentences, byReferences));
    }

    private static Branch unscaled(Branch first, Branch second) {
        float[] map = new float[first.map().length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (first.map()[i] + second.map()[i]) / 2;
        }
        return new Branch(map, (first.image() + second.image()) / 2);
    }

    static Optional<FewShot> read(ModelReader model, ImageInput input, SentenceBranch sentences, Options options) {
        if (!ReferenceBranch.isIn(model)) {
            return Optional.empty();
        }
        References images = References.read(model, input);
        Optional<BranchScales> scales = BranchScales.read(model);
        ReferenceBranch branch = ReferenceBranch.read(model, sentences.painter(), options);
        return Optional.of(new FewShot(branch, images, scales, options.get(Mvfa.COPIES)));
    }

    void write(ModelWriter model) {
        branch.write(model);
        images.write(model);
        scales.ifPresent(known -> known.write(model));
    }

    @Override
    public void close() {
        branch.close();
    }
}
