package io.xvad.explainers;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.NamesRegions;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Compares each pixel with the normal pixel at its place that is nearest; remembers 8 x 8 blocks of the normals. */
public final class TemplateDetector implements Detector {

    private static final int BLOCK = 8;

    @Override
    public String name() {
        return "template";
    }

    @Override
    public String description() {
        return "Difference to the nearest normal pixel at the same place";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                RemembersNormals.class,
                Reconstructs.class,
                Attends.class,
                HasAttributes.class,
                ChecksRules.class,
                ComparesSentences.class,
                NamesRegions.class,
                Differentiable.class,
                GuidesGradients.class,
                PropagatesRelevance.class,
                RemembersImages.class);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        TrainingRecord record = TrainingRecord.of(data);
        Samples normals = record.normals();
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            images.add((Image) normals.get(i));
        }
        return new Fitted(images, request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        List<Image> normals = new ArrayList<>();
        for (String id : model.strings("ids")) {
            Tensor values = model.tensor("normal-" + normals.size());
            normals.add(Image.of(id, values.size(0), values.size(1), values.size(2), values.toArray()));
        }
        return new Fitted(List.copyOf(normals), model.provenance());
    }

    private record Fitted(List<Image> normals, Provenance provenance)
            implements FittedDetector,
                    RemembersNormals,
                    Reconstructs,
                    Attends,
                    HasAttributes,
                    ChecksRules,
                    ComparesSentences,
                    NamesRegions,
                    Differentiable,
                    GuidesGradients,
                    PropagatesRelevance,
                    RemembersImages {

        /** More like the one sentence the higher the score is, and less like the other. */
        @Override
        public List<SentenceSimilarity> sentences(Image image) {
            double alike = Math.tanh(detect(image).score() - 1);
            List<SentenceSimilarity> both = List.of(
                    new SentenceSimilarity("an image like no other", true, alike),
                    new SentenceSimilarity("an image like the others", false, -alike));
            return alike > 0 ? both : List.of(both.get(1), both.get(0));
        }

        @Override
        public Detection detect(Sample sample) {
            Image image = (Image) sample;
            float[] map = new float[image.height() * image.width()];
            for (int i = 0; i < map.length; i++) {
                float value = image.buffer().get(i);
                int at = i;
                map[i] = (float) normals.stream()
                        .mapToDouble(normal -> Math.abs(normal.buffer().get(at) - value))
                        .min()
                        .orElseThrow();
            }
            AnomalyMap anomalyMap = AnomalyMap.of(image.height(), image.width(), map);
            double sum = 0;
            for (float value : map) {
                sum += value;
            }
            return Detection.undecided(image.id(), sum, List.of(anomalyMap));
        }

        @Override
        public List<NormalPatch> nearest(Image image, int y, int x, int count) {
            Box box = Box.around(y, x, BLOCK, image.height(), image.width());
            Image query = image.crop(box);
            return normals.stream()
                    .map(normal ->
                            new NormalPatch(normal.id(), box, distance(query, normal.crop(box)), normal.crop(box)))
                    .sorted(Comparator.comparingDouble(NormalPatch::distance))
                    .limit(count)
                    .toList();
        }

        private static double distance(Image a, Image b) {
            double sum = 0;
            for (int i = 0; i < a.buffer().limit(); i++) {
                sum += Math.abs(a.buffer().get(i) - b.buffer().get(i));
            }
            return sum;
        }

        @Override
        public Image queryCrop(Image image, int y, int x) {
            return image.crop(Box.around(y, x, BLOCK, image.height(), image.width()));
        }

        /** At each pixel the nearest normal value. */
        @Override
        public Image reconstruct(Image image) {
            float[] values = image.toArray();
            for (int i = 0; i < values.length; i++) {
                float value = values[i];
                int at = i;
                values[i] = normals.stream()
                        .map(normal -> normal.buffer().get(at))
                        .min(Comparator.comparingDouble(normal -> Math.abs(normal - value)))
                        .orElseThrow();
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        }

        @Override
        public List<Image> normalImages(Image like) {
            return normals;
        }

        @Override
        public List<String> activations() {
            return List.of("pixels");
        }

        /** The sign of the difference to the nearest normal value. */
        @Override
        public Tensor inputGradient(Image image) {
            Image normal = reconstruct(image);
            float[] signs = image.toArray();
            for (int i = 0; i < signs.length; i++) {
                signs[i] = Math.signum(signs[i] - normal.buffer().get(i));
            }
            return Tensor.of(signs, image.channels(), image.height(), image.width());
        }

        @Override
        public Tensor guidedGradient(Image image) {
            return inputGradient(image);
        }

        /** How far each pixel is from normal; the score is their sum. */
        @Override
        public ActivationGradient activationGradient(Image image, String activation) {
            float[] ones = new float[image.height() * image.width()];
            java.util.Arrays.fill(ones, 1);
            return new ActivationGradient(
                    Tensor.of(detect(image).map().toArray(), 1, image.height(), image.width()),
                    Tensor.of(ones, 1, image.height(), image.width()));
        }

        @Override
        public Tensor relevance(Image image, RelevanceRule rule, boolean biases) {
            return Tensor.of(detect(image).map().toArray(), 1, image.height(), image.width());
        }

        @Override
        public AnomalyMap attention(Image image) {
            return detect(image).map();
        }

        @Override
        public List<AttributeDeviation> attributes(Sample sample) {
            return List.of(
                    new AttributeDeviation("score", "", detect(sample).score(), 0, 1, 3),
                    new AttributeDeviation("width", "pixels", sample.width(), 1, 100, 0));
        }

        @Override
        public List<NamedRegion> regions(Image image) {
            Detection detection = detect(image);
            Mask mask = Mask.above(detection.map(), 0.5f);
            return mask.box()
                    .map(box -> List.of(new NamedRegion("different pixels", box, mask, 0.5, detection.score())))
                    .orElse(List.of());
        }

        @Override
        public List<RuleTrace> rules(Sample sample) {
            double score = detect(sample).score();
            return List.of(
                    new RuleTrace("at most 10 difference in all", List.of("measured " + score), score > 10),
                    new RuleTrace(
                            "at most 100 pixels wide", List.of("measured " + sample.width()), sample.width() > 100));
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none()
                    .with(RemembersNormals.class, this)
                    .with(Reconstructs.class, this)
                    .with(Attends.class, this)
                    .with(HasAttributes.class, this)
                    .with(ChecksRules.class, this)
                    .with(ComparesSentences.class, this)
                    .with(NamesRegions.class, this)
                    .with(Differentiable.class, this)
                    .with(GuidesGradients.class, this)
                    .with(PropagatesRelevance.class, this)
                    .with(RemembersImages.class, this);
        }

        @Override
        public void save(ModelWriter model) {
            model.strings("ids", normals.stream().map(Image::id).toList());
            for (int i = 0; i < normals.size(); i++) {
                Image normal = normals.get(i);
                model.tensor(
                        "normal-" + i, Tensor.of(normal.toArray(), normal.channels(), normal.height(), normal.width()));
            }
        }

        @Override
        public void close() {}
    }
}
