//! A program that was built without the feature `train`.

use crate::support::Folder;

#[test]
fn commands_of_training_say_how_to_get_them() {
    let folder = Folder::new();
    for command in ["train", "evaluate", "reproduce"] {
        for args in [
            "",
            "--help",
            "-h",
            "-b x.dsd --condition F -g genes.tsv -o f.onnx",
        ] {
            let args = [command].into_iter().chain(args.split_whitespace());
            let error = folder.run(args).assert_error();
            assert_has!(error, "built without training", "--features train");
        }
    }
    assert!(folder.names().is_empty());
}

#[test]
fn the_help_of_the_program_says_which_commands_it_lacks() {
    let help = Folder::new().run(["--help"]).assert_success();
    let lines = help.text().lines();
    let lacks = lines
        .filter(|line| line.contains("built without it"))
        .count();
    assert_eq!(lacks, 3, "{}", help.text());
}
