//! The day, for a record.

use std::time::{SystemTime, UNIX_EPOCH};

/// Why there is no such day.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("SOURCE_DATE_EPOCH is {0:?}, which is no number of seconds since 1970")]
pub struct DateError(String);

/// The day as `2026-11-30` in UTC: that of `epoch`, seconds since 1970 as `SOURCE_DATE_EPOCH` has them
/// (<https://reproducible-builds.org/specs/source-date-epoch/>), or by the clock.
///
/// # Errors
///
/// If `epoch` is no number.
pub fn day(epoch: Option<&str>) -> Result<String, DateError> {
    let seconds = match epoch {
        Some(text) => text.trim().parse().map_err(|_| DateError(text.into()))?,
        None => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs()),
    };
    Ok(of_seconds(seconds))
}

/// By counting 400-year cycles from the first of March of the year 0.
fn of_seconds(seconds: u64) -> String {
    const CYCLE: u64 = 146_097;
    let days = seconds / 86_400 + 719_468;
    let (cycle, day) = (days / CYCLE, days % CYCLE);
    let year = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    // January and February belong to the year that began in March.
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{of_month:02}", cycle * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        // By `date -u -d @SECONDS +%F`.
        for (seconds, expected) in [
            ("0", "1970-01-01"),
            ("951782399", "2000-02-28"),
            ("951782400", "2000-02-29"),
            ("951868800", "2000-03-01"),
            ("1796083199", "2026-11-30"),
            ("4107542399", "2100-02-28"),
            ("4107542400", "2100-03-01"),
        ] {
            assert_eq!(day(Some(seconds)).unwrap(), expected);
        }
        assert!(day(Some("today")).is_err());
        assert_eq!(day(None).unwrap().len(), 10);
    }
}
