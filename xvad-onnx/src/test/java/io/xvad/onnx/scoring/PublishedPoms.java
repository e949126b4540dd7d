package io.xvad.onnx.scoring;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * What Maven puts on the runtime class path of a project that depends on modules of XVAD and writes no exclusion: by their
 * poms, which are published as they are, and by those of other people's artifacts, which this build has brought. XVAD's
 * classes are those of this build.
 */
final class PublishedPoms {

    private static final String GROUP = "io.xvad";

    private final Path root;
    private final String version;

    /** The poms of the build whose modules lie in a folder. */
    PublishedPoms(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** Jars, and folders of classes for modules of XVAD. */
    List<Path> classPath(String... modules) throws DependencyResolutionException {
        RepositorySystem system = new RepositorySystemSupplier().get();
        CollectRequest consumer = new CollectRequest();
        Arrays.stream(modules)
                .map(module -> new DefaultArtifact(GROUP, module, "jar", version))
                .forEach(artifact -> consumer.addDependency(new Dependency(artifact, "compile")));
        DependencyRequest request = new DependencyRequest(consumer, DependencyFilterUtils.classpathFilter("runtime"));
        return system.resolveDependencies(session(system), request).getArtifactResults().stream()
                .map(ArtifactResult::getArtifact)
                .map(artifact -> artifact.getFile().toPath())
                .toList();
    }

    private DefaultRepositorySystemSession session(RepositorySystem system) {
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        LocalRepository local = new LocalRepository(localRepository().toFile(), "simple");
        session.setOffline(true);
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(session, local));
        session.setWorkspaceReader(new Modules(root, version));
        session.setSystemProperties(System.getProperties());
        return session;
    }

    /** Surefire says where the build has it. */
    private static Path localRepository() {
        String known = System.getProperty("localRepository", System.getProperty("maven.repo.local", ""));
        return known.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(known);
    }

    /** The modules of this build, which need not be installed. */
    private record Modules(Path root, String version) implements WorkspaceReader {

        @Override
        public WorkspaceRepository getRepository() {
            return new WorkspaceRepository("build");
        }

        @Override
        @SuppressWarnings("NullAway")
        public File findArtifact(Artifact artifact) {
            if (!artifact.getGroupId().equals(GROUP)) {
                return null;
            }
            Path module =
                    artifact.getArtifactId().equals("xvad-parent") ? root : root.resolve(artifact.getArtifactId());
            Path file = module.resolve(artifact.getExtension().equals("pom") ? "pom.xml" : "target/classes");
            return Files.exists(file) ? file.toFile() : null;
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return artifact.getGroupId().equals(GROUP) ? List.of(version) : new ArrayList<>();
        }
    }
}
