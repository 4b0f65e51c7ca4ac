package org.greenzone.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * The {@code greenzone} command. Data go to standard output, words to standard error. Exit codes: 0 done, 1 failed, 2
 * wrong use.
 */
@Command(
        name = "greenzone",
        description = "From radar tracks to zone status: orbits, conjunctions, warnings.",
        mixinStandardHelpOptions = false,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            org.greenzone.cli.run.RunCommand.class,
            org.greenzone.cli.determine.DetermineCommand.class,
            org.greenzone.cli.calibrate.CalibrateCommand.class,
            org.greenzone.cli.screen.ScreenCommand.class,
            org.greenzone.cli.pc.PcCommand.class,
            org.greenzone.cli.screen.PassagesCommand.class,
            org.greenzone.cli.screen.AdviseCommand.class,
            org.greenzone.cli.breakup.BreakupCommand.class,
            org.greenzone.cli.simulate.SimulateCommand.class,
            org.greenzone.cli.score.ScoreCommand.class,
            org.greenzone.cli.stream.IngestCommand.class,
            org.greenzone.cli.run.ReplayCommand.class,
            org.greenzone.cli.stream.WatchCommand.class,
            org.greenzone.cli.stream.TopicsCommand.class,
            org.greenzone.cli.stream.DlqCommand.class,
            org.greenzone.cli.stream.DoctorCommand.class,
            org.greenzone.cli.stream.VerifyCommand.class,
            org.greenzone.cli.cluster.ClusterCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Greenzone implements Runnable {
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    private boolean help;

    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    /** No words: help. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        // Before the first class of Avro is loaded: 1.12.2 makes no object of a class outside trusted packages.
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "org.greenzone.schemas");
        List<String> words = Arrays.asList(arguments);
        if (words.contains("-v") || words.contains("--verbose")) {
            System.setProperty("greenzone.log.level", "INFO");
            System.setProperty("greenzone.log.trace", "full");
        }
        CommandLine commandLine = commandLine();
        commandLine.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int exit = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        System.exit(exit);
    }

    /** The command line with its handlers, ready to execute words. */
    public static CommandLine commandLine() {
        return new CommandLine(new Greenzone())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExitCodeExceptionMapper(exception -> FAILED)
                .setParameterExceptionHandler(new WrongUse())
                .setExecutionExceptionHandler(new Failure());
    }

    /** Wrong words: one line, exit 2. */
    private static final class WrongUse implements IParameterExceptionHandler {
        @Override
        public int handleParseException(CommandLine.ParameterException e, String[] words) {
            CommandLine commandLine = e.getCommandLine();
            commandLine
                    .getErr()
                    .println("greenzone: " + message(e) + " (see "
                            + commandLine.getCommandSpec().qualifiedName() + " --help)");
            commandLine.getErr().flush();
            return WRONG_USE;
        }

        private static String message(CommandLine.ParameterException e) {
            if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                    && !unmatched.isUnknownOption()
                    && e.getCommandLine().getParent() == null) {
                List<String> near = unmatched.getSuggestions();
                return "no command '" + unmatched.getUnmatched().get(0) + "'"
                        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
            }
            return CommonOptions.messageOf(e);
        }
    }

    /** A failure: one line; the trace with {@code -v}. */
    private static final class Failure implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
            commandLine.getOut().flush();
            PrintWriter err = commandLine.getErr();
            boolean expected = e instanceof CommandFailed;
            boolean verbose = parsed.expandedArgs().contains("-v")
                    || parsed.expandedArgs().contains("--verbose");
            String hint = expected || verbose ? "" : " (" + e.getClass().getName() + "; -v prints the trace)";
            if (!expected || !"".equals(e.getMessage())) {
                err.println("greenzone: " + CommonOptions.messageOf(e) + hint);
            }
            if (verbose) {
                e.printStackTrace(err);
            }
            err.flush();
            return FAILED;
        }
    }
}
