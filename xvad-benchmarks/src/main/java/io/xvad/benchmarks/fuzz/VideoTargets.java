package io.xvad.benchmarks.fuzz;

import io.xvad.core.model.Npy;
import io.xvad.core.stream.Frame;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoFormat;
import io.xvad.video.dataset.VideoTruth;
import io.xvad.video.read.FrameSource;
import io.xvad.video.read.VideoFile;
import io.xvad.video.write.VideoWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Video files, and the truth that data sets of videos tell. */
final class VideoTargets {

    private static final int FRAMES = 3;
    private static final int FFMPEG_COST = 50;
    private static final int MOST_FRAMES = 100;

    private VideoTargets() {}

    static List<Target> all() {
        return List.of(
                Target.binary("video-mp4", "v.mp4", List.of(video("v.mp4", 6)), VideoTargets::frames)
                        .costing(FFMPEG_COST),
                Target.binary("video-avi", "v.avi", List.of(video("v.avi", 6)), VideoTargets::frames)
                        .costing(FFMPEG_COST),
                Target.text(
                                "events-csv",
                                "truth.csv",
                                Seeds.texts(
                                        "video,track,start,end,x,y,width,height\n01,0,1,2,3,3,4,4\n01,1,0,1,1,1,2,2\n",
                                        "Video;Start;End\n01;0;2\n"),
                                file -> truths("video-folder", root(file, 0)))
                        .beside(VideoTargets::folders),
                Target.text(
                                "events-json",
                                "truth.json",
                                Seeds.texts(
                                        "[{\"video\": \"01\", \"track\": 0, \"start\": 1, \"end\": 2, \"x\": 3, \"y\": 3, \"width\": 4, \"height\": 4}]"),
                                file -> truths("video-folder", root(file, 0)))
                        .beside(VideoTargets::folders),
                Target.binary(
                                "frame-labels-npy",
                                "testing/test_frame_mask/01.npy",
                                List.of(
                                        Npy.write(new int[] {0, 1, 1}, FRAMES),
                                        Npy.write(new double[] {0, 1, 0}, FRAMES)),
                                file -> truths("shanghaitech", root(file, 2)))
                        .beside(folder -> shanghai(folder, "labels")),
                Target.binary(
                                "frame-masks-npy",
                                "testing/test_pixel_mask/01.npy",
                                List.of(Npy.write(new int[FRAMES * 12 * 16], FRAMES, 12, 16)),
                                file -> truths("shanghaitech", root(file, 2)))
                        .beside(folder -> shanghai(folder, "masks")),
                Target.text(
                                "tracks",
                                "annotations/01.txt",
                                Seeds.texts("0,1,2,3,8,9\n0,2,2,3,8,9\n", "0,1,2.0,3.5,8.0,9.0\n"),
                                file -> truths("shanghaitech", root(file, 1)))
                        .beside(folder -> shanghai(folder, "tracks")),
                Target.binary(
                                "avenue-masks",
                                "ground_truth_demo/testing_label_mask/1_label.mat",
                                Seeds.resources("masks.mat"),
                                file -> truths("avenue", root(file, 2)))
                        .beside(VideoTargets::avenue),
                Target.binary(
                                "avenue-intervals",
                                "avenue.mat",
                                Seeds.resources("gt.mat", "gt-plain.mat"),
                                file -> truths("avenue", root(file, 0)))
                        .beside(folder -> {
                            DatasetTargets.images(folder.resolve("training/frames/01"), "000", "001", "002");
                            DatasetTargets.images(folder.resolve("testing/frames/01"), "000", "001", "002");
                            DatasetTargets.images(folder.resolve("testing/frames/02"), "000", "001", "002");
                        }),
                Target.text(
                                "ucsd-list",
                                "Test/UCSDped1.m",
                                Seeds.texts("TestVideoFile = {};\nTestVideoFile{end+1}.gt_frame = [1:2, 3]; % one\n"),
                                file -> truths("ucsd", root(file, 1)))
                        .beside(VideoTargets::ucsd),
                Target.text(
                                "street-scene",
                                "Test/Test001/Test001_gt.txt",
                                Seeds.texts("001.jpg 1 3 3 4 4\n002.jpg 1 3.5 3 4 4\n"),
                                file -> truths("street-scene", root(file, 2)))
                        .beside(folder -> {
                            DatasetTargets.images(folder.resolve("Train/Train001"), "000", "001", "002");
                            DatasetTargets.images(folder.resolve("Test/Test001"), "000", "001", "002");
                        }),
                Target.binary(
                                "nwpu-npz",
                                "groundtruth/NWPU_Campus_gt.npz",
                                List.of(Seeds.npz()),
                                file -> truths("nwpu-campus", root(file, 1)))
                        .with(Envelope.zip())
                        .beside(folder -> {
                            Files.createDirectories(folder.resolve("videos/Train"));
                            Files.createDirectories(folder.resolve("videos/Test"));
                            Files.write(folder.resolve("videos/Train/03.avi"), new byte[1]);
                            Files.write(folder.resolve("videos/Test/01.avi"), video("t.avi", 4));
                            Files.write(folder.resolve("videos/Test/02.avi"), video("t.avi", 2));
                        }),
                Target.text(
                                "ucf-crime",
                                "Temporal_Anomaly_Annotation.txt",
                                Seeds.texts(
                                        "Abuse001.avi  Abuse  1  2  -1  -1\nNormal001.avi  Normal  -1  -1  -1  -1\n"),
                                file -> VideoFormat.named("ucf-crime").open(root(file, 0)))
                        .beside(folder -> {
                            Files.write(folder.resolve("Abuse001.avi"), new byte[1]);
                            Files.write(folder.resolve("Normal001.avi"), new byte[1]);
                            Path normal = Files.createDirectories(folder.resolve("Training_Normal_Videos_Anomaly"));
                            Files.write(normal.resolve("Normal002.avi"), new byte[1]);
                        }),
                Target.text(
                                "xd-violence",
                                "annotations.txt",
                                Seeds.texts("a_label_B1-0-0 1 5 7 9\n"),
                                file -> VideoFormat.named("xd-violence").open(root(file, 0)))
                        .beside(folder -> {
                            Files.createDirectories(folder.resolve("train"));
                            Files.createDirectories(folder.resolve("test"));
                            Files.write(folder.resolve("test/a_label_B1-0-0.avi"), new byte[1]);
                            Files.write(folder.resolve("train/b_label_A.avi"), new byte[1]);
                        }));
    }

    /** The folder so many levels above that of the file. */
    private static Path root(Path file, int levels) {
        return file.resolve("../".repeat(levels + 1)).normalize();
    }

    private static void folders(Path folder) throws IOException {
        DatasetTargets.images(folder.resolve("train/00"), "000", "001", "002");
        DatasetTargets.images(folder.resolve("test/01"), "000", "001", "002");
    }

    private static void shanghai(Path folder, String damaged) throws IOException {
        DatasetTargets.images(folder.resolve("training/frames/01_001"), "000", "001", "002");
        DatasetTargets.images(folder.resolve("testing/frames/01"), "000", "001", "002");
        Path labels = folder.resolve("testing/test_frame_mask/01.npy");
        Files.createDirectories(labels.resolveSibling(""));
        if (!damaged.equals("labels")) {
            Files.write(labels, Npy.write(new int[] {0, 1, 1}, FRAMES));
        }
    }

    private static void avenue(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("training_videos"));
        Files.createDirectories(folder.resolve("testing_videos"));
        Files.write(folder.resolve("training_videos/01.avi"), video("t.avi", FRAMES));
        Files.write(folder.resolve("testing_videos/01.avi"), video("t.avi", FRAMES));
    }

    private static void ucsd(Path folder) throws IOException {
        for (String clip : List.of("Train/Train001", "Test/Test001")) {
            Path directory = Files.createDirectories(folder.resolve(clip));
            for (int i = 1; i <= FRAMES; i++) {
                Files.write(directory.resolve("00" + i + ".tif"), Seeds.resource("raw.tiff"));
            }
        }
    }

    /** All that a data set tells of its videos to test on; of folders of frames with their masks. */
    private static void truths(String format, Path root) {
        for (VideoCase test : VideoFormat.named(format).open(root).test()) {
            VideoTruth truth = test.truth();
            truth.boxes();
            truth.labels();
            if (format.equals("shanghaitech")) {
                masks(test, truth);
            }
        }
    }

    private static void masks(VideoCase test, VideoTruth truth) {
        if (truth.hasMasks()) {
            try (FrameSource frames = test.video().open()) {
                Optional<Frame> frame = frames.next();
                while (frame.isPresent() && frame.get().index() < truth.frames()) {
                    truth.mask(frame.get());
                    frame = frames.next();
                }
            }
        }
    }

    private static void frames(Path file) {
        try (VideoFile video = VideoFile.open(file)) {
            int count = 0;
            while (count < MOST_FRAMES && video.next().isPresent()) {
                count++;
            }
        }
    }

    private static byte[] video(String name, int frames) {
        try {
            Path file = Files.createTempDirectory("xvad-fuzz").resolve(name);
            try (VideoWriter writer = VideoWriter.open(file, 32, 32, 10)) {
                for (int i = 0; i < frames; i++) {
                    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
                    image.createGraphics().fillRect(4 * i, 8, 8, 8);
                    writer.add(image, i / 10.0);
                }
                writer.finish();
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
