package org.greenzone.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.AlertSignature;

/**
 * One process of the cluster, and what is needed to start it again. The words of a process go to its log, which the next start of it
 * continues.
 */
final class ChildProcess {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Who has lived so long was well: the next pause is a short one. */
    private static final Duration WELL_AFTER = Duration.ofSeconds(30);

    private final String name;
    private final List<String> command;
    private final Path log;
    private Optional<Process> process = Optional.empty();
    private Instant started = Instant.EPOCH;
    private Duration pause = FIRST_PAUSE;
    private Instant notBefore = Instant.EPOCH;
    private int starts;

    ChildProcess(String name, List<String> command, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
    }

    /** Java with the class path of this very process: what was built, and nothing else. */
    static List<String> java(int heapMegabytes, List<String> options, String main, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=org.greenzone.schemas",
                "-Dgreenzone.log.level=" + System.getProperty("greenzone.log.level", "WARN"),
                "-Dgreenzone.log.trace=full",
                "-Djava.net.preferIPv4Stack=true",
                "-Dfile.encoding=UTF-8"));
        for (String passedOn : List.of(Wire.SCHEMAS_PROPERTY, AlertSignature.KEY_PROPERTY)) {
            String file = System.getProperty(passedOn, "");
            if (!file.isEmpty()) {
                command.add(
                        "-D" + passedOn + "=" + Path.of(file).toAbsolutePath().normalize());
            }
        }
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.add(main);
        command.addAll(words);
        return command;
    }

    /** Absolute: a child may be started from another folder. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    String name() {
        return name;
    }

    /** Number of times that it was started again. */
    int restarts() {
        return Math.max(0, starts - 1);
    }

    synchronized boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** Its process, where it has been started. */
    synchronized Optional<ProcessHandle> handle() {
        return process.map(Process::toHandle);
    }

    /** Starts it where it is dead and its pause is over; says whether it did. */
    synchronized boolean startWhereDead() throws IOException {
        Instant now = Instant.now();
        if (isAlive() || now.isBefore(notBefore)) {
            return false;
        }
        if (starts > 0) {
            pause = Duration.between(started, now).compareTo(WELL_AFTER) > 0 ? FIRST_PAUSE : longer(pause);
        }
        process = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        started = now;
        notBefore = now.plus(pause);
        starts++;
        return true;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Leaves it dead for so long, if it dies now. */
    synchronized void holdBack(Duration time) {
        notBefore = Instant.now().plus(time);
    }

    /** kill -9. */
    synchronized void kill() {
        process.ifPresent(Process::destroyForcibly);
        process.ifPresent(dead -> dead.onExit().join());
    }

    /** Asks it to end, and after the patience makes it. */
    synchronized void stop(Duration patience) throws InterruptedException {
        if (process.isEmpty()) {
            return;
        }
        Process living = process.get();
        living.destroy();
        if (!living.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            living.destroyForcibly();
            living.waitFor();
        }
    }
}
