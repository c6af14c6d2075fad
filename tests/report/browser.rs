//! Chromium without a window, by its DevTools protocol over a pipe: no port, no network.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A slow machine with many tests at a time needs some.
const PATIENCE: Duration = Duration::from_secs(120);

/// Offline, quiet, and without anything that a browser does besides showing a page.
const OPTIONS: &str = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
    --remote-debugging-pipe --no-first-run --no-default-browser-check --disable-extensions \
    --disable-background-networking --disable-component-update --disable-default-apps --disable-sync \
    --metrics-recording-only --host-resolver-rules='MAP * ~NOTFOUND'";

/// A browser with one page.
pub struct Browser {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: Option<String>,
    last: u64,
    /// Events in the order in which they came.
    pub events: Vec<Value>,
    _profile: TempDir,
}

/// Whether there is a Chromium to test with; where there is none, the test is skipped.
pub fn has_chromium() -> bool {
    let found = Command::new("chromium").arg("--version").output();
    let found = found.is_ok_and(|output| output.status.success());
    let required = std::env::var_os("DSDSCORE_REQUIRE_CHROMIUM").is_some();
    assert!(found || !required, "chromium is required");
    if !found {
        eprintln!("SKIPPED: no chromium");
    }
    found
}

impl Browser {
    pub fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        // Chromium reads its commands from descriptor 3 and answers to 4.
        let command = format!("exec chromium {OPTIONS} --user-data-dir=\"$1\" 3<&0 4>&1");
        let mut process = Command::new("sh")
            .args(["-c", &command, "sh"])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = process.stdin.take().unwrap();
        let from = messages(process.stdout.take().unwrap());
        let mut browser = Self {
            process,
            to,
            from,
            session: None,
            last: 0,
            events: Vec::new(),
            _profile: profile,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let target = self.call("Target.createTarget", json!({"url": "about:blank"}));
        let target = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call("Target.attachToTarget", target);
        self.session = Some(session["sessionId"].as_str().unwrap().into());
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
    }

    /// Asks for something and gives the answer; what happens meanwhile is among the events.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(b"\0").unwrap();
        loop {
            let mut answer = self.from.recv_timeout(PATIENCE).expect(method);
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].take();
            }
            self.events.push(answer);
        }
    }

    /// Opens a file, with what follows `#`, and waits until it is loaded.
    pub fn open(&mut self, file: &Path, fragment: &str) {
        let url = format!("file://{}{fragment}", file.display());
        // Else another fragment of the same file would not be loaded again.
        self.load("about:blank");
        self.load(&url);
    }

    fn load(&mut self, url: &str) {
        self.events.clear();
        self.call("Page.navigate", json!({"url": url}));
        let is_loaded = |event: &Value| event["method"] == "Page.loadEventFired";
        while !self.events.iter().any(is_loaded) {
            let event = self.from.recv_timeout(PATIENCE).expect("the page loads");
            self.events.push(event);
        }
    }

    /// The value of an expression, which may be a promise.
    pub fn value(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.call("Runtime.evaluate", params);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].take()
    }

    pub fn text(&mut self, expression: &str) -> String {
        let value = self.value(expression);
        let text = value
            .as_str()
            .unwrap_or_else(|| panic!("{expression}: {value}"));
        text.to_string()
    }

    pub fn width(&mut self, width: u32) {
        let metrics = json!({
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Clicks on the middle of an element, as a mouse does.
    pub fn click(&mut self, element: &str) {
        let place = self.value(&format!(
            "(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); \
             return [r.left + r.width / 2, r.top + r.height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses a key; `text` is what it types.
    pub fn press(&mut self, key: &str, code: u32, text: &str) {
        for kind in ["keyDown", "keyUp"] {
            let mut event =
                json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = text.into();
            }
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Types into what has the focus.
    pub fn insert(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// That nothing went wrong since the page was opened, and nothing left the file.
    pub fn assert_quiet(&mut self) {
        // Whatever is still on its way comes before the answer.
        self.value("new Promise((done) => setTimeout(done, 50))");
        for event in &self.events {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" | "Log.entryAdded" => panic!("{event}"),
                "Runtime.consoleAPICalled" => panic!("{event}"),
                "Network.requestWillBeSent" => {
                    let url = params["request"]["url"].as_str().unwrap();
                    assert!(
                        url.starts_with("file:") || url.starts_with("data:"),
                        "{url}"
                    );
                }
                _ => {}
            }
        }
    }
}

impl Drop for Browser {
    /// Lets it close, for else its helpers still write into the profile that is to be removed.
    fn drop(&mut self) {
        let _ = self
            .to
            .write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        for _ in 0..100 {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Messages end with NUL.
fn messages(from: ChildStdout) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for message in BufReader::new(from).split(0) {
            let Ok(message) = message else { break };
            let Ok(message) = serde_json::from_slice(&message) else {
                break;
            };
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}
