// Asks veraPDF about many PDFs in one JVM.
//
// usage: java -cp … Judge.java [--threads N] [--loud] LIST
//
// LIST holds one line per file: the flavours, a tab, the path. A leading "!" turns the question round: each of the
// flavours must refuse the file. Such lines are the controls that show that the judge can say no.
//
//     2a,ua1<TAB>volumes/vinh-vien/data/ho-so/hoc-ba/2412345678.pdf
//     3a,ua1<TAB>evidence/bien-ban.pdf
//     !2a,ua1<TAB>tests/judges/verapdf/plain.pdf
//
// The last line is always "N passed, N failed". Exit 0 only when every file was asked about and did as its line says;
// 1 when one did not; 2 when nothing could be asked: no file, no control that must be refused, a profile that did
// not load (without JAXB on the class path every profile of veraPDF is silently empty).

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public final class Judge {
    /** The smallest profile that is asked about (UA-1) has more rules than this; an unloaded one has none. */
    private static final int FEWEST_RULES = 80;

    private record Question(List<PDFAFlavour> flavours, boolean refuse, String path) {}

    private record Answer(boolean good, String line) {}

    public static void main(String[] args) throws Exception {
        int threads = 2;
        boolean loud = false;
        String list = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--threads" -> threads = Integer.parseInt(args[++i]);
                case "--loud" -> loud = true;
                default -> list = args[i];
            }
        }
        if (list == null) {
            cannot("usage: Judge.java [--threads N] [--loud] LIST");
        }
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);

        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(list))) {
            if (!line.isBlank()) {
                questions.add(question(line));
            }
        }
        if (questions.stream().allMatch(Question::refuse)) {
            cannot("no file was given");
        }
        if (questions.stream().noneMatch(Question::refuse)) {
            cannot("no control was given: a judge that never says no proves nothing");
        }
        VeraGreenfieldFoundryProvider.initialise();
        Map<PDFAFlavour, ValidationProfile> profiles = profiles(questions);

        List<Future<Answer>> answers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (Question question : questions) {
            answers.add(pool.submit(() -> ask(question, profiles)));
        }
        pool.shutdown();
        int passed = 0;
        int failed = 0;
        for (Future<Answer> future : answers) {
            Answer answer = future.get();
            if (answer.good()) {
                passed++;
            } else {
                failed++;
            }
            if (loud || !answer.good()) {
                System.out.println(answer.line());
            }
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void cannot(String why) {
        System.out.println("cannot judge: " + why);
        System.out.println("0 passed, 1 failed");
        System.exit(2);
    }

    private static Question question(String line) {
        boolean refuse = line.startsWith("!");
        String[] parts = (refuse ? line.substring(1) : line).split("\t", 2);
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String id : parts[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
            if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR || parts.length != 2) {
                cannot("not a line of the list: " + line);
            }
            flavours.add(flavour);
        }
        return new Question(flavours, refuse, parts[1]);
    }

    private static Map<PDFAFlavour, ValidationProfile> profiles(List<Question> questions) {
        Map<PDFAFlavour, ValidationProfile> profiles = new TreeMap<>();
        for (Question question : questions) {
            for (PDFAFlavour flavour : question.flavours()) {
                profiles.computeIfAbsent(flavour, Judge::profile);
            }
        }
        return profiles;
    }

    private static ValidationProfile profile(PDFAFlavour flavour) {
        ValidationProfile profile = null;
        try {
            profile = Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour);
        } catch (Throwable e) {
            cannot("the profile " + flavour.getId() + " did not load: " + e);
        }
        if (profile == null || profile.getRules().size() < FEWEST_RULES) {
            cannot("the profile " + flavour.getId() + " did not load: it has no rules");
        }
        System.out.println("profile " + flavour.getId() + ": " + profile.getRules().size() + " rules");
        return profile;
    }

    private static Answer ask(Question question, Map<PDFAFlavour, ValidationProfile> profiles) {
        boolean good = true;
        StringBuilder line = new StringBuilder();
        for (PDFAFlavour flavour : question.flavours()) {
            String trouble;
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(question.path()), flavour);
                    PDFAValidator validator =
                            Foundries.defaultInstance().createValidator(profiles.get(flavour), 3, false, true, false)) {
                trouble = trouble(validator.validate(parser), flavour);
            } catch (Throwable e) {
                // A file that can't be read is no refusal: a control must be refused by a rule.
                good = false;
                line.append(" ").append(flavour.getId()).append(" could not be asked: ").append(e);
                continue;
            }
            if (trouble.isEmpty() == question.refuse()) {
                good = false;
            }
            line.append(" ").append(flavour.getId()).append(trouble.isEmpty() ? " compliant" : " refused:" + trouble);
        }
        return new Answer(good, (good ? "ok   " : "FAIL ") + question.path() + line);
    }

    private static String trouble(ValidationResult result, PDFAFlavour flavour) {
        if (result.getPDFAFlavour() != flavour || result.getTotalAssertions() == 0) {
            return " nothing was checked";
        }
        if (result.isCompliant()) {
            return "";
        }
        Map<String, String> said = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                RuleId rule = assertion.getRuleId();
                said.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(), assertion.getMessage());
            }
        }
        StringBuilder text = new StringBuilder();
        said.forEach((rule, message) -> text.append(" [").append(rule).append("] ").append(message.replaceAll("\\s+", " ")));
        return text.length() == 0 ? " not compliant" : text.toString();
    }
}
