//! From FORMAT fields to calls.

use super::{Call, Zygosity, copies};
use crate::{
    rank::RelativeCall,
    variant::{Dictionary, FormatKey, Genotype, Samples, samples::Error},
};

/// The fields with the fraction of mitochondrial genomes that have an ALT, one value for each: GATK's
/// and mutserve's, MToolBox's, mity's.
const FRACTIONS: [&str; 3] = ["AF", "HF", "VAF"];

/// Reads a sample's genotype with GQ, DP, AD, PS, PGT and PID; the buffers are for reuse.
#[derive(Clone, Debug)]
pub struct CallReader {
    gq: FormatKey,
    dp: FormatKey,
    ad: FormatKey,
    ps: FormatKey,
    pgt: FormatKey,
    pid: FormatKey,
    cn: FormatKey,
    copies: Option<i32>,
    fractions: [FormatKey; 3],
    genotype: Genotype,
    quality: Option<i32>,
    depth: Option<i32>,
    allele_depths: Vec<Option<i32>>,
    phase_set: Option<i64>,
    physical_phase: Option<(usize, String)>,
    numbers: Vec<Option<i32>>,
}

impl CallReader {
    /// For records of a dictionary.
    #[must_use]
    pub fn new(dictionary: &Dictionary) -> Self {
        let key = |name| FormatKey::new(name, dictionary);
        Self {
            gq: key("GQ"),
            dp: key("DP"),
            ad: key("AD"),
            ps: key("PS"),
            pgt: key("PGT"),
            pid: key("PID"),
            cn: key("CN"),
            copies: None,
            fractions: FRACTIONS.map(key),
            genotype: Genotype::default(),
            quality: None,
            depth: None,
            allele_depths: Vec::new(),
            phase_set: None,
            physical_phase: None,
            numbers: Vec::new(),
        }
    }

    /// Reads a sample's genotype alone, which is enough where it carries no ALT.
    ///
    /// # Errors
    ///
    /// As [`Samples::genotype`].
    pub fn read_genotype(&mut self, samples: &Samples, sample: usize) -> Result<&Genotype, Error> {
        self.copies = None;
        samples.genotype(sample, &mut self.genotype)?;
        Ok(&self.genotype)
    }

    /// Reads a sample, counted from 0.
    ///
    /// # Errors
    ///
    /// As [`Samples::genotype`]. GQ, DP, AD or PS that is no number is not an error: some programs
    /// write AD as `48/48`, and older standards had words as PS. It is not known then.
    pub fn read(&mut self, samples: &Samples, sample: usize) -> Result<(), Error> {
        self.read_genotype(samples, sample)?;
        self.read_others(samples, sample)
    }

    /// Reads what goes with the sample's genotype, which was read before.
    ///
    /// # Errors
    ///
    /// As [`CallReader::read`].
    pub fn read_others(&mut self, samples: &Samples, sample: usize) -> Result<(), Error> {
        self.allele_depths.clear();
        self.quality = first(samples, &self.gq, sample, &mut self.numbers)?.flatten();
        self.depth = first(samples, &self.dp, sample, &mut self.numbers)?.flatten();
        read(samples, &self.ad, sample, &mut self.allele_depths)?;
        if self.genotype.has_alternate() {
            let set = first(samples, &self.ps, sample, &mut self.numbers)?;
            self.physical_phase = self.read_physical_phase(samples, sample)?;
            self.phase_set = self.phase_set(set);
        }
        Ok(())
    }

    /// Reads the number of copies (CN) of the sample whose genotype was read before; whether there is one.
    ///
    /// # Errors
    ///
    /// As [`CallReader::read`].
    pub fn read_copies(&mut self, samples: &Samples, sample: usize) -> Result<bool, Error> {
        let copies = first(samples, &self.cn, sample, &mut self.numbers)?.flatten();
        self.copies = copies.filter(|&copies| copies >= 0);
        Ok(self.copies.is_some())
    }

    /// The call of a symbolic ALT by its number of copies, where the genotype is missing or not all of its
    /// alleles are known; `expected` are the copies that there may be without it. `None` where the
    /// number is not known, or is that of the reference.
    #[must_use]
    pub fn call_by_copies(&self, alternate: &[u8], expected: &[i32]) -> Option<Call> {
        let is_told = !self.genotype.alleles.is_empty() && self.genotype.is_complete();
        let copies = self
            .copies
            .filter(|_| !is_told && !self.genotype.has_alternate())?;
        let zygosity = copies::zygosity(alternate, copies, expected)?;
        Some(Call {
            zygosity,
            genotype: self.genotype.to_string(),
            quality: self.quality,
            depth: self.depth,
            copies: Some(copies),
            ..Call::default()
        })
    }

    /// The set of a phased genotype by what PS is. Genotypes without PS are of one phase set (VCF 4.3,
    /// section 1.6.2), save those of GATK, which had a PS beside PID and lost it.
    fn phase_set(&self, ps: Option<Option<i32>>) -> Option<i64> {
        match ps? {
            Some(set) => Some(set.into()),
            None => self.physical_phase.is_none().then_some(0),
        }
    }

    /// The haplotype by PGT and its set by PID. GATK writes them where a site has one ALT that is
    /// no `*`, and speaks of that one: later merged sites may have more, so the genotype must have one
    /// ALT, beside REF.
    fn read_physical_phase(
        &self,
        samples: &Samples,
        sample: usize,
    ) -> Result<Option<(usize, String)>, Error> {
        let mut alternates = self.genotype.alleles.iter().filter(|&&a| a > Some(0));
        let is_simple = self.genotype.alleles.len() == 2 && self.genotype.count(0) == 1;
        if !is_simple || alternates.next().is_none() {
            return Ok(None);
        }
        let haplotype = match samples.text(&self.pgt, sample)? {
            Some(b"1|0") => 0,
            Some(b"0|1") => 1,
            _ => return Ok(None),
        };
        let set = samples.text(&self.pid, sample)?;
        Ok(set.map(|set| (haplotype, String::from_utf8_lossy(set).into_owned())))
    }

    /// The genotype that was read last.
    #[must_use]
    pub fn genotype(&self) -> &Genotype {
        &self.genotype
    }

    /// GQ of the genotype that was read last, rounded down.
    #[must_use]
    pub fn quality(&self) -> Option<i32> {
        self.quality
    }

    /// DP of the genotype that was read last.
    #[must_use]
    pub fn depth(&self) -> Option<i32> {
        self.depth
    }

    /// The call of an ALT, counted from 0, by the genotype that was read last; `None` where it does
    /// not carry it. [`Call::settle`] puts the zygosity right for the place and the sex.
    #[must_use]
    pub fn call(&self, alternate: usize) -> Option<Call> {
        Some(Call {
            zygosity: match (Zygosity::of(&self.genotype, alternate)?, self.copies) {
                (_, Some(0)) if !self.genotype.is_complete() => Zygosity::Homozygous,
                (zygosity, _) => zygosity,
            },
            genotype: self.genotype.to_string(),
            quality: self.quality,
            depth: self.depth,
            allele_depths: self.allele_depths(alternate),
            phase: self.phase(alternate),
            physical_phase: self.physical_phase.clone(),
            copies: self.copies,
            is_gain: false,
            heteroplasmy: None,
        })
    }

    /// What the genotype that was read last, of a relative, says of a patient's ALT, counted from 0.
    #[must_use]
    pub fn relative(&self, alternate: usize) -> RelativeCall {
        let zygosity = Zygosity::of(&self.genotype, alternate);
        let is_known = zygosity.is_some() || self.genotype.is_complete();
        RelativeCall {
            carries: is_known.then_some(zygosity.is_some()),
            zygosity,
            genotype: self.genotype.to_string(),
            quality: self.quality,
            depth: self.depth,
            allele_depths: self.allele_depths(alternate),
            heteroplasmy: None,
        }
    }

    /// The fraction of mitochondrial genomes with an ALT, counted from 0, of the sample that was read
    /// last: by AF, HF or VAF, else by AD. `None` where they do not say, or are not 0-1.
    ///
    /// # Errors
    ///
    /// A damaged BCF record.
    pub fn heteroplasmy(
        &mut self,
        samples: &Samples,
        sample: usize,
        alternate: usize,
    ) -> Result<Option<f32>, Error> {
        let mut values = Vec::new();
        for key in &self.fractions {
            samples.floats(key, sample, &mut values)?;
            let is_of_each = values.len() == samples.alternate_count();
            let value = values.get(alternate).copied().flatten();
            let value = value.filter(|value| is_of_each && (0.0..=1.0).contains(value));
            if value.is_some() {
                return Ok(value);
            }
        }
        Ok(self.share_of_reads(alternate))
    }

    fn share_of_reads(&self, alternate: usize) -> Option<f32> {
        let depths: Option<Vec<i32>> = self.allele_depths.iter().copied().collect();
        let depths = depths?;
        let all: i64 = depths.iter().map(|&depth| i64::from(depth)).sum();
        let own = *depths.get(alternate + 1)?;
        (all > 0 && own >= 0).then(|| own as f32 / all as f32)
    }

    fn allele_depths(&self, alternate: usize) -> Option<[i32; 2]> {
        let depth = |allele: usize| self.allele_depths.get(allele).copied().flatten();
        Some([depth(0)?, depth(alternate + 1)?])
    }

    /// The one haplotype that bears an ALT.
    fn phase(&self, alternate: usize) -> Option<(usize, i64)> {
        let allele = u32::try_from(alternate + 1).ok()?;
        if !self.genotype.is_phased() || self.genotype.count(allele) != 1 {
            return None;
        }
        let mut alleles = self.genotype.alleles.iter();
        let haplotype = alleles.position(|&found| found == Some(allele))?;
        Some((haplotype, self.phase_set?))
    }
}

/// Reads the numbers of a field; `false` where it is something else.
fn read(
    samples: &Samples,
    key: &FormatKey,
    sample: usize,
    numbers: &mut Vec<Option<i32>>,
) -> Result<bool, Error> {
    match samples.integers(key, sample, numbers) {
        Ok(()) => Ok(true),
        Err(Error::Number { .. }) => {
            numbers.clear();
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// The first number of a field, `Some(None)` where it has none, `None` where it is something else.
fn first(
    samples: &Samples,
    key: &FormatKey,
    sample: usize,
    numbers: &mut Vec<Option<i32>>,
) -> Result<Option<Option<i32>>, Error> {
    let are_numbers = read(samples, key, sample, numbers)?;
    Ok(are_numbers.then(|| numbers.first().copied().flatten()))
}
