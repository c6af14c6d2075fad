import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nextflow.config.control.ConfigParser;
import nextflow.script.control.Compiler;
import nextflow.script.control.ParanoidWarning;
import nextflow.script.control.ScriptParser;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/**
 * What {@code nextflow lint} does: reads the scripts and configurations below a folder by the strict
 * syntax, which is Nextflow's own from 26.04 on, and exits 1 where it finds a fault.
 */
class StrictSyntax {
    private static int files;
    private static int faults;

    public static void main(String[] arguments) throws Exception {
        var scripts = new ScriptParser();
        var configurations = new ConfigParser();
        for (var file : filesBelow(Path.of(arguments[0]), ".nf"))
            scripts.parse(file);
        for (var file : filesBelow(Path.of(arguments[0]), ".config"))
            configurations.parse(file);
        scripts.analyze();
        configurations.analyze();
        report(scripts.compiler());
        report(configurations.compiler());
        System.out.println(files + " files, " + faults + " errors and warnings");
        System.exit(faults == 0 && files > 0 ? 0 : 1);
    }

    private static List<File> filesBelow(Path folder, String ending) throws Exception {
        try (var paths = Files.walk(folder)) {
            return paths.map(Path::toFile).filter(file -> file.getName().endsWith(ending)).sorted().toList();
        }
    }

    private static void report(Compiler compiler) {
        for (var source : compiler.getSources().values()) {
            files++;
            var collector = source.getErrorCollector();
            if (collector.getErrors() != null)
                for (var message : collector.getErrors())
                    report(source.getName(), message instanceof SyntaxErrorMessage error ? error.getCause().getMessage() : message.toString());
            if (collector.getWarnings() != null)
                for (var warning : collector.getWarnings())
                    if (!(warning instanceof ParanoidWarning))
                        report(source.getName(), warning.getMessage());
        }
    }

    private static void report(String file, String message) {
        faults++;
        System.out.println(file + ": " + message);
    }
}
