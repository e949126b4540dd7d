package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.option.Names;
import io.xvad.data.dataset.FolderContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a data set of videos lies on disk. */
public enum VideoFormat {
    /**
     * UCSD Ped1 and Ped2 (Mahadevan et al., 2010), 10 frames a second. Anomalous frames are those that {@code UCSDped1.m} lists,
     * or else those with a mask that is not empty. Of the re-release as {@code training/frames/01} with {@code ped1.mat} or
     * {@code ped2.mat} as well; for Ped2, whose list in that file is wrong in several clips, UCSD's own list is used instead.
     */
    UCSD(
            "ucsd",
            "Train/Train001/*.tif, Test/Test001/*.tif, Test/Test001_gt/*.bmp and/or Test/UCSDped1.m; or"
                    + " training/frames/01/*.jpg, testing/frames/01/*.jpg and ped1.mat or ped2.mat",
            UcsdLayout::recognises,
            UcsdLayout::open),
    /** CUHK Avenue (Lu et al., 2013), 25 frames a second. */
    AVENUE(
            "avenue",
            "training_videos/01.avi, testing_videos/01.avi and ground_truth_demo/testing_label_mask/1_label.mat or"
                    + " avenue.mat; or training/frames/01/*.jpg, testing/frames/01/*.jpg and avenue.mat",
            AvenueLayout::recognises,
            AvenueLayout::open),
    /** ShanghaiTech Campus (Luo et al., 2017), 24 frames a second. */
    SHANGHAITECH(
            "shanghaitech",
            "training/videos/01_001.avi, testing/frames/01_0014/*.jpg, testing/test_frame_mask/01_0014.npy and (optional)"
                    + " testing/test_pixel_mask/01_0014.npy, annotations/01_0014.txt",
            ShanghaiTechLayout::recognises,
            ShanghaiTechLayout::open),
    /** Street Scene (Ramachandra and Jones 2020), 15 frames a second. */
    STREET_SCENE(
            "street-scene",
            "Train/Train001/*.jpg, Test/Test001/*.jpg and Test/Test001/Test001_gt.txt",
            StreetSceneLayout::recognises,
            StreetSceneLayout::open),
    /** UBnormal (Acsintoae et al., 2022), synthetic. */
    UBNORMAL(
            "ubnormal",
            "Scene1/normal_scene_1_scenario_1.mp4, Scene1/abnormal_scene_1_scenario_1.mp4 with"
                    + " abnormal_scene_1_scenario_1_annotations, and normal_training_video_names.txt and its like",
            UbnormalLayout::recognises,
            UbnormalLayout::open),
    /** UCF-Crime (Sultani et al. 2018), videos with weak labels to learn from. */
    UCF_CRIME(
            "ucf-crime",
            "Training_Normal_Videos_Anomaly/*.mp4, Abuse/*.mp4 and others, Temporal_Anomaly_Annotation.txt and (optional)"
                    + " Anomaly_Train.txt",
            UcfCrimeLayout::recognises,
            UcfCrimeLayout::open),
    /** XD-Violence (Wu et al. 2020), videos with weak labels to learn from. */
    XD_VIOLENCE(
            "xd-violence",
            "*/NAME_label_A.mp4, */NAME_label_B1-0-0.mp4 and others, and annotations.txt of the videos to test on",
            XdViolenceLayout::recognises,
            XdViolenceLayout::open),
    /** NWPU Campus (Cao et al. 2023). */
    NWPU_CAMPUS(
            "nwpu-campus",
            "videos/Train/D001_01.avi, videos/Test/D001_03.avi and groundtruth/NWPU_Campus_gt.npz",
            NwpuLayout::recognises,
            NwpuLayout::open),
    /** The exit gate of Subway (Adam et al. 2008), with the tracks of Georgescu et al. 2021. */
    SUBWAY_EXIT(
            "subway-exit",
            "subway_exit_turnstiles.AVI and annotations/Subway/Exit/01.txt",
            SubwayLayout.EXIT::recognises,
            SubwayLayout.EXIT::open),
    /** The entrance gate of Subway (Adam et al. 2008), with the tracks of Georgescu et al. 2021. */
    SUBWAY_ENTRANCE(
            "subway-entrance",
            "subway_entrance_turnstiles.AVI and annotations/Subway/Entrance/01.txt",
            SubwayLayout.ENTRANCE::recognises,
            SubwayLayout.ENTRANCE::open),
    /** The crowds of UMN, whose labels are painted into the video: {@code truth.csv} has to say them. */
    UMN(
            "umn",
            "Crowd-Activity-All.avi and truth.csv or truth.json of its anomalous frames",
            UmnLayout::recognises,
            UmnLayout::open),
    /** TAD, traffic anomalies (Lv et al. 2021), with the annotation that LaGoVAD publishes; videos with weak labels to learn from. */
    TAD(
            "tad",
            "frames/normal/Normal_001.mp4/*.jpg, frames/abnormal/01_Accident_001.mp4/*.jpg and tad_test_anno.json",
            TadLayout::recognises,
            TadLayout::open),
    /** The user's own videos. */
    VIDEO_FOLDER(
            "video-folder",
            "train/* and test/* of video files and folders of frames, with truth.csv or truth.json (video, track, start, end,"
                    + " x, y, width, height) and (optional) fps.txt; or any folder of videos, to train only",
            VideoFolderLayout::recognises,
            VideoFolderLayout::open);

    private final String formatName;
    private final String description;
    private final Predicate<Path> recogniser;
    private final Function<Path, VideoDataset> opener;

    VideoFormat(
            String formatName, String description, Predicate<Path> recogniser, Function<Path, VideoDataset> opener) {
        this.formatName = formatName;
        this.description = description;
        this.recogniser = recogniser;
        this.opener = opener;
    }

    /**
     * The format of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static VideoFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.formatName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "video format",
                        name,
                        Arrays.stream(values()).map(VideoFormat::formatName).toList())));
    }

    /**
     * The format of what lies in a folder; empty if it has none of them, as a folder of images. Folders of frames alone could as
     * well be images: {@link #VIDEO_FOLDER} is only recognised by a video file, a truth table or {@code fps.txt}.
     */
    public static Optional<VideoFormat> find(Path root) {
        return Arrays.stream(values())
                .filter(format -> format.recogniser.test(root))
                .findFirst();
    }

    /**
     * The format of what lies in a folder.
     *
     * @throws XvadDataException if it has none of them; the message tells what each looks like
     */
    public static VideoFormat recognise(Path root) {
        return find(root)
                .orElseThrow(() -> new XvadDataException(root
                        + ": is no data set of videos that is known" + folders(root) + ". There are:\n"
                        + Arrays.stream(values())
                                .map(format -> "  " + format.formatName + ": " + format.description)
                                .collect(Collectors.joining("\n"))));
    }

    private static String folders(Path root) {
        List<String> names = Files.isDirectory(root)
                ? FolderContents.of(root).folders().stream()
                        .map(VideoFiles::name)
                        .toList()
                : List.of();
        return names.isEmpty() ? "" : "; its folders are " + String.join(", ", names);
    }

    /** Kebab-case name. */
    public String formatName() {
        return formatName;
    }

    /** The layout in one line. */
    public String description() {
        return description;
    }

    /**
     * Finds the videos of a data set; none is opened yet.
     *
     * @throws XvadDataException naming what is missing
     */
    public VideoDataset open(Path root) {
        return opener.apply(root);
    }
}
