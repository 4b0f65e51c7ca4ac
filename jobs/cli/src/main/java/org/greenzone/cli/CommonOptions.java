package org.greenzone.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.greenzone.astro.physics.PhysicalData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have in common: where physical data come from, how much is said, and where words go. */
public final class CommonOptions {
    /** Place in the help of options that are not the point of a command: below its own. */
    public static final int LAST = 100;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--orekit-data",
            order = LAST,
            paramLabel = "DIR",
            description = "Folder with the full set of physical data (leap seconds, EOP, gravity, space weather) to use"
                    + " instead of the tables inside.")
    private @Nullable Path orekitData;

    @Option(
            names = {"-v", "--verbose"},
            order = LAST,
            description = "Say more on standard error; print the trace of an error.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            order = LAST,
            usageHelp = true,
            description = "Print this help.")
    private boolean help;

    private boolean complained;

    public boolean verbose() {
        return verbose;
    }

    /** Data go here. */
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Words go here. */
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** One line of warning: the command goes on, its exit code stays. */
    public void warn(String message) {
        out().flush();
        err().println("greenzone: " + oneLine(message));
        err().flush();
    }

    /** One line about something that is taken otherwise than one might think: nothing is wrong. */
    public void note(String message) {
        warn("note: " + message);
    }

    /** What the physical data are short of from one time to another. */
    public void noteShortcomings(PhysicalData physics, long fromMicros, long toMicros) {
        physics.warnings(fromMicros, toMicros).forEach(this::note);
    }

    /** One line about something that was left out: the command goes on with the good rest, and ends with exit code 1. */
    public void complain(String message) {
        complained = true;
        warn(message);
    }

    /** Wrong words of the user: exit code 2. */
    public ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** UTC microseconds since 1970 of the time that an option gives; wrong use where it is none. */
    public long time(String option, String text) {
        try {
            return Times.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + messageOf(e), e);
        }
    }

    /** The command has nothing to work on; silent where a complaint has named the reason already. */
    public CommandFailed nothing(String message) {
        return new CommandFailed(complained ? "" : message);
    }

    /** 1 after a complaint, else 0. */
    public int exitCode() {
        out().flush();
        return complained ? 1 : 0;
    }

    /** The physical data that the user named, or the tables inside. */
    public PhysicalData physicalData() {
        if (orekitData == null) {
            return PhysicalData.builtIn();
        }
        Path folder = orekitData;
        if (!Files.isDirectory(folder)) {
            throw new CommandFailed("--orekit-data " + folder + ": no such folder");
        }
        return orFailed("--orekit-data " + folder, () -> PhysicalData.fromOrekitData(folder));
    }

    /** The folder of physical data that the user named; empty where he named none. */
    public String orekitDataFolder() {
        return orekitData == null ? "" : orekitData.toAbsolutePath().toString();
    }

    /** These options as words, for a command that runs another. */
    public List<String> forwarded() {
        List<String> words = new ArrayList<>();
        if (verbose) {
            words.add("-v");
        }
        if (orekitData != null) {
            words.addAll(List.of("--orekit-data", orekitData.toString()));
        }
        return words;
    }

    /** What the supplier gives; its exception becomes a failure of the command with {@code where} in front. */
    public static <T> T orFailed(String where, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (CommandFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CommandFailed(where + ": " + messageOf(e), e);
        }
    }

    /** A message in one line, never empty. */
    public static String messageOf(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName();
        }
        return e instanceof FileSystemException ofFile ? reasonOf(ofFile) : oneLine(message);
    }

    /** The message of these is the path alone. */
    private static String reasonOf(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file stands there";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : oneLine(e.getReason());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
