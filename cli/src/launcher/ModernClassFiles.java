import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the classes of a jar anew in the format of today. The virtual machine verifies classes of before Java 6 in its old
 * way, and leaves them out of its cache of classes; a command that stands on them takes a third longer to start.
 *
 * <p>Run by the launcher, as a source file, when it has built: {@code java ModernClassFiles.java picocli.jar}
 */
final class ModernClassFiles {
    /** Verified by the frames in them, since 50; no further change of meaning is wanted. */
    private static final int VERSION = ClassFile.JAVA_8_VERSION;

    private ModernClassFiles() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path renewed = jar.resolveSibling("renewed");
        try (JarFile from = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                OutputStream file = Files.newOutputStream(renewed);
                JarOutputStream to = new JarOutputStream(file)) {
            ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(classes).orElse(ClassHierarchyResolver.defaultResolver())));
            for (JarEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(new JarEntry(entry.getName()));
                to.write(entry.getName().endsWith(".class") ? renewed(format, content) : content);
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(ClassFile format, byte[] old) {
        var parsed = format.parse(old);
        if (parsed.majorVersion() >= VERSION) {
            return old;
        }
        ClassTransform withFrames = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        return format.transformClass(parsed, withFrames.andThen((to, element) -> {
            if (element instanceof ClassFileVersion) {
                to.withVersion(VERSION, 0);
            } else {
                to.with(element);
            }
        }));
    }
}
